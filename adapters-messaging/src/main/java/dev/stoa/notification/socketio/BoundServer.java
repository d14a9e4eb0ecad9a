package dev.stoa.notification.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The library's server, which knows the port it got and takes no more sockets than it may. */
final class BoundServer extends SocketIOServer {
  private static final long ENDS_WITHIN_MILLIS = 2_000;

  private final int mostSockets;
  private final PacketGuard guard;
  private final AtomicInteger sockets = new AtomicInteger();
  private final CompletableFuture<Integer> bound = new CompletableFuture<>();

  private final List<EventLoopGroup> threads = new CopyOnWriteArrayList<>();

  BoundServer(Configuration configuration, int mostSockets, PacketGuard guard) {
    super(configuration);
    this.mostSockets = mostSockets;
    this.guard = guard;
  }

  /** Begins to listen; returns when clients can connect. */
  void bind() {
    try {
      start();
    } catch (RuntimeException e) {
      stop();
      throw e;
    } catch (Exception e) {
      // Netty throws what it likes through start().
      stop();
      throw new IllegalStateException(
          "cannot listen on port " + getConfiguration().getPort() + ": " + e.getMessage(), e);
    }
    bound.join();
  }

  int port() {
    return bound.join();
  }

  /** How many sockets are open. */
  int sockets() {
    return sockets.get();
  }

  /** Sends what waits, and ends; the library's own way is to sit still for two seconds, twice. */
  @Override
  public void stop() {
    for (EventLoopGroup group : threads) {
      // In turn: first nobody comes any more.
      group.shutdownGracefully(0, ENDS_WITHIN_MILLIS, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }
    super.stop();
  }

  @Override
  protected void applyConnectionOptions(ServerBootstrap bootstrap) {
    super.applyConnectionOptions(bootstrap);
    threads.add(bootstrap.config().group());
    threads.add(bootstrap.config().childGroup());
    bootstrap.handler(new Door());
  }

  /** Stands before the library's own handler of new sockets. */
  private final class Door extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      bound.complete(((InetSocketAddress) context.channel().localAddress()).getPort());
      context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      Channel socket = (Channel) accepted;
      if (sockets.incrementAndGet() > mostSockets) {
        sockets.decrementAndGet();
        socket.unsafe().closeForcibly();
        return;
      }
      socket.closeFuture().addListener((ChannelFutureListener) end -> sockets.decrementAndGet());
      // First in line: the library feeds packets into the pipeline from its beginning.
      socket.pipeline().addFirst("packetGuard", guard);
      context.fireChannelRead(accepted);
    }
  }
}
