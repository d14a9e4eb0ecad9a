package dev.stoa.cluster;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A connection to an instance of a service, used for one request after another. */
final class Connection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  /** The longest that a service thinks about an answer, or is silent within a stream. */
  private static final int READ_MILLIS = 120_000;

  private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();

  private final InetSocketAddress instance;
  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;
  private long usedAt = System.nanoTime();
  private boolean reused;

  private Connection(InetSocketAddress instance, SocketChannel channel) throws IOException {
    this.instance = instance;
    this.channel = channel;
    this.in = new BufferedInputStream(channel.socket().getInputStream(), 16_384);
    this.out = channel.socket().getOutputStream();
  }

  /**
   * Connects.
   *
   * @throws IOException when nobody listens
   */
  static Connection to(InetSocketAddress instance) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(instance, CONNECT_MILLIS);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().setSoTimeout(READ_MILLIS);
      return new Connection(instance, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  InetSocketAddress instance() {
    return instance;
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  Socket socket() {
    return channel.socket();
  }

  /** It had an answer, and may be used again. */
  void used() {
    usedAt = System.nanoTime();
    reused = true;
  }

  /** Whether it had an answer before. */
  boolean isReused() {
    return reused;
  }

  /** Whether the other side still holds it, as far as one can see without waiting. */
  boolean isFresh() {
    if (System.nanoTime() - usedAt > IDLE_NANOS) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      // 0: open and silent. Anything else is its end, or an answer to nothing.
      boolean silent = in.available() == 0 && channel.read(ByteBuffer.allocate(1)) == 0;
      channel.configureBlocking(true);
      return silent;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is given up either way.
      usedAt = 0;
    }
  }
}
