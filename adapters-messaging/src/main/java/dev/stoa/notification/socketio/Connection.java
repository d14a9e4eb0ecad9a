package dev.stoa.notification.socketio;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import com.corundumstudio.socketio.transport.NamespaceClient;
import dev.stoa.notification.application.Message;
import dev.stoa.notification.application.Outlet;
import dev.stoa.notification.application.Seat;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connected client. A message is handed to the channel only while the channel takes some: what
 * a slow client has not taken waits in its feed, not in memory.
 */
final class Connection implements Outlet {
  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("stoa-socketio").start(task);
  private static final int MOST_COMMANDS = 64;
  private static final long LOOK_AGAIN_MILLIS = 20;

  private final SocketIOClient client;
  private final Duration patience;
  private final CountDownLatch seated = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);

  private final ReentrantLock lock = new ReentrantLock();
  // Below: guarded by the lock.
  private @Nullable Seat seat;
  private CompletableFuture<?> commands = CompletableFuture.completedFuture("");
  private int commandsWaiting;

  Connection(SocketIOClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  SocketIOClient client() {
    return client;
  }

  boolean isSeated() {
    return seated.getCount() == 0;
  }

  void seat(Seat given) {
    lock.lock();
    try {
      seat = given;
    } finally {
      lock.unlock();
    }
    seated.countDown();
    if (gone.getCount() == 0) {
      given.leave(); // it left while it was admitted
    }
  }

  @Nullable Seat seat() {
    lock.lock();
    try {
      return seat;
    } finally {
      lock.unlock();
    }
  }

  /** The client has been told that it is connected: messages may follow. */
  void open() {
    open.countDown();
  }

  /** Waits until the client has a seat, or is gone; false when it has said nothing for so long. */
  boolean awaitsSeat(Duration atMost) {
    try {
      return seated.await(atMost.toMillis(), TimeUnit.MILLISECONDS) || gone.getCount() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Does what the client asks for after what it asked for before. */
  void inOrder(Runnable command) {
    boolean tooMany;
    lock.lock();
    try {
      tooMany = commandsWaiting >= MOST_COMMANDS;
      if (!tooMany) {
        commandsWaiting++;
        commands =
            commands
                .handle((done, failure) -> "")
                .thenRunAsync(
                    () -> {
                      try {
                        command.run();
                      } finally {
                        done();
                      }
                    },
                    THREADS);
      }
    } finally {
      lock.unlock();
    }
    if (tooMany) {
      cut();
    }
  }

  private void done() {
    lock.lock();
    try {
      commandsWaiting--;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean deliver(Message message) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      if (!open.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      while (!client.isWritable()) {
        // Also between two requests of a polling client.
        if (gone.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (gone.getCount() == 0) {
      return false;
    }
    client.sendEvent(message.name(), payload(message));
    return true;
  }

  @Override
  public void ended(End why) {
    switch (why) {
      case LEFT -> {}
      case TOO_SLOW -> cut();
      case TOKEN_EXPIRED, CLOSING, FAILED -> {
        if (gone.getCount() > 0) {
          client.sendEvent(Message.END, payload(Message.end(why)));
        }
        disconnect(false);
      }
    }
  }

  /** The client is gone. */
  void left() {
    gone.countDown();
    Seat had = seat();
    if (had != null) {
      had.leave();
    }
  }

  /** Ends the connection whether the client takes notice or not. */
  void cut() {
    disconnect(true);
  }

  private void disconnect(boolean atOnce) {
    lock.lock();
    try {
      if (gone.getCount() == 0) {
        return;
      }
      gone.countDown();
    } finally {
      lock.unlock();
    }
    ClientHead head = ((NamespaceClient) client).getBaseClient();
    Packet packet = new Packet(PacketType.MESSAGE, head.getEngineIOVersion());
    packet.setSubType(PacketType.DISCONNECT);
    ChannelFuture sent = head.send(packet);
    if (sent != null) {
      Channel channel = sent.channel();
      if (atOnce && !client.isWritable()) {
        cut(channel); // what waits in it will never be taken
      } else {
        sent.addListener(ChannelFutureListener.CLOSE);
        // A client that does not take its end is cut off all the same.
        var unused =
            channel
                .eventLoop()
                .schedule(() -> cut(channel), patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    head.onChannelDisconnect();
  }

  private static void cut(Channel channel) {
    var unused = channel.close();
  }

  private static Map<String, Object> payload(Message message) {
    Map<String, Object> payload = new LinkedHashMap<>();
    message.position().ifPresent(position -> payload.put("position", position.token()));
    payload.putAll(message.data());
    return payload;
  }
}
