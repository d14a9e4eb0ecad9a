package dev.stoa.shared.helidon;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer of Jersey. A short answer, whose length Jersey knows, goes out in one piece
 * with its Content-Length; anything longer is streamed.
 */
final class JerseyResponse implements ContainerResponseWriter {
  private static final int IN_ONE_PIECE = 65_536;

  private final ServerResponse response;
  private final Header cacheControl;
  private final Header contentSecurity;
  private final boolean buffered;
  private final Runnable streamBegins;
  private final Runnable streamEnds;
  private boolean streaming;
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable OutputStream body;
  private volatile @Nullable Timeout timeout;

  JerseyResponse(
      ServerResponse response,
      Header cacheControl,
      Header contentSecurity,
      boolean buffered,
      Runnable streamBegins,
      Runnable streamEnds) {
    this.buffered = buffered;
    this.streamBegins = streamBegins;
    this.streamEnds = streamEnds;
    this.response = response;
    this.cacheControl = cacheControl;
    this.contentSecurity = contentSecurity;
  }

  @Override
  public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse answer) {
    response.status(Status.create(answer.getStatus(), answer.getStatusInfo().getReasonPhrase()));
    for (Map.Entry<String, List<String>> header : answer.getStringHeaders().entrySet()) {
      List<String> values = header.getValue();
      response.header(
          values.size() == 1
              ? HeaderValues.create(HeaderNames.create(header.getKey()), values.getFirst())
              : HeaderValues.create(HeaderNames.create(header.getKey()), values));
    }
    if (!response.headers().contains(HeaderNames.CACHE_CONTROL)) {
      response.header(cacheControl);
    }
    if (!response.headers().contains(HeaderNames.create("Content-Security-Policy"))) {
      response.header(contentSecurity);
    }
    MediaType type = answer.getMediaType();
    if (type != null && type.isCompatible(MediaType.SERVER_SENT_EVENTS_TYPE)) {
      streaming = true;
      streamBegins.run();
    }
    OutputStream out;
    if (length >= 0 && length <= IN_ONE_PIECE) {
      out = new ByteArrayOutputStream((int) length);
    } else {
      if (length > 0) {
        response.contentLength(length);
      }
      out = response.outputStream();
    }
    body = out;
    return out;
  }

  @Override
  public void commit() {
    try {
      if (body instanceof ByteArrayOutputStream bytes) {
        response.send(bytes.toByteArray());
      } else if (body == null) {
        response.send();
      } else {
        body.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      done.countDown();
    }
  }

  @Override
  public void failure(Throwable error) {
    done.countDown();
    switch (error) {
      case RuntimeException e -> throw e;
      case IOException e -> throw new UncheckedIOException(e);
      default -> throw new IllegalStateException("the answer could not be written", error);
    }
  }

  @Override
  public boolean suspend(long time, TimeUnit unit, TimeoutHandler handler) {
    setTimeout(time, unit, handler);
    return true;
  }

  @Override
  public void setSuspendTimeout(long time, TimeUnit unit) {
    Timeout before = timeout;
    if (before != null) {
      setTimeout(time, unit, before.handler());
    }
  }

  @Override
  public boolean enableResponseBuffering() {
    // Jersey's buffer swallows the flush after each event of a stream.
    return buffered;
  }

  /** The request is over, however it ended. */
  void ended() {
    if (streaming) {
      streaming = false;
      streamEnds.run();
    }
  }

  /** Waits until the answer is out: at once, unless the resource suspended the request. */
  void await() {
    try {
      while (done.getCount() > 0) {
        Timeout current = timeout;
        long nanos = current == null ? TimeUnit.SECONDS.toNanos(1) : current.left();
        if (!done.await(Math.max(nanos, 0), TimeUnit.NANOSECONDS)
            && current != null
            && current.equals(timeout)
            && current.left() <= 0) {
          timeout = null;
          current.handler().onTimeout(this);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a request was suspended", e);
    }
  }

  private void setTimeout(long time, TimeUnit unit, TimeoutHandler handler) {
    timeout =
        time <= 0
            ? new Timeout(Long.MAX_VALUE, handler)
            : new Timeout(System.nanoTime() + unit.toNanos(time), handler);
  }

  /** When a suspended request is given up. */
  private record Timeout(long deadline, TimeoutHandler handler) {
    long left() {
      return deadline == Long.MAX_VALUE
          ? TimeUnit.SECONDS.toNanos(1)
          : deadline - System.nanoTime();
    }
  }
}
