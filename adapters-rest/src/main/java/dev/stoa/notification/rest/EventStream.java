package dev.stoa.notification.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stoa.notification.application.Message;
import dev.stoa.notification.application.Outlet;
import dev.stoa.notification.application.Seat;
import dev.stoa.shared.rest.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One stream. Only the request's own virtual thread writes; a write that blocks is ended by an
 * interrupt, which closes the socket under a virtual thread.
 */
final class EventStream implements Outlet {
  private static final byte[] OPENING = "retry: 1000\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  /** Few: what waits longer waits in the feed, or in the seat's own queue. */
  private static final int HANDED_OVER = 16;

  private final EventStreamOptions options;
  private final BlockingQueue<byte[]> handedOver = new ArrayBlockingQueue<>(HANDED_OVER);
  private final ReentrantLock lock = new ReentrantLock();
  // Below: guarded by the lock.
  private @Nullable Thread writer;
  private @Nullable End end;

  EventStream(EventStreamOptions options) {
    this.options = options;
  }

  @Override
  public boolean deliver(Message message) {
    try {
      return handedOver.offer(
          encode(message), options.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void ended(End why) {
    lock.lock();
    try {
      end = why;
      if (writer != null) {
        writer.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes events until the seat ends or the client is gone. */
  void write(OutputStream out, Seat seat) throws IOException {
    try {
      out.write(OPENING);
      out.flush();
      End why = writeAll(out);
      if (why == End.TOKEN_EXPIRED || why == End.CLOSING || why == End.FAILED) {
        out.write(encode(Message.end(why)));
        out.flush();
      }
    } catch (IOException | UncheckedIOException e) {
      // Gone: that is how streams end.
      throw e instanceof IOException gone ? gone : new IOException(e);
    } finally {
      seat.leave();
    }
  }

  private @Nullable End writeAll(OutputStream out) throws IOException {
    lock.lock();
    try {
      if (end != null) {
        return end;
      }
      writer = Thread.currentThread();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    try {
      while (true) {
        byte[] next = handedOver.poll(options.heartbeat().toMillis(), TimeUnit.MILLISECONDS);
        out.write(next == null ? HEARTBEAT : next);
        while ((next = handedOver.poll()) != null) {
          out.write(next);
        }
        out.flush();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.lock();
      try {
        writer = null;
        // An interrupt that came after the last wait was meant for this stream alone; the thread
        // goes on to serve the next request of its connection.
        interrupted |= Thread.interrupted();
      } finally {
        lock.unlock();
      }
    }
    lock.lock();
    try {
      if (end == null && interrupted) {
        Thread.currentThread().interrupt(); // it was the server's, not ours
        return End.CLOSING;
      }
      return end;
    } finally {
      lock.unlock();
    }
  }

  private static byte[] encode(Message message) {
    StringBuilder text = new StringBuilder();
    message.position().ifPresent(position -> text.append("id: ").append(position).append('\n'));
    text.append("event: ").append(message.name()).append('\n');
    try {
      // JSON on one line: Jackson escapes every line break.
      text.append("data: ").append(Json.MAPPER.writeValueAsString(message.data())).append("\n\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + message.name(), e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
