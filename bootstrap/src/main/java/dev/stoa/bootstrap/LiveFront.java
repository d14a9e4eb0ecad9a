package dev.stoa.bootstrap;

import dev.stoa.notification.application.Audience;
import dev.stoa.notification.application.port.LiveTransport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Live notification as it is started and closed: the audience, and the ways to it of their own. */
final class LiveFront implements AutoCloseable {
  private final Audience audience;
  private final List<LiveTransport> transports;
  private CompletableFuture<?> starting = CompletableFuture.completedFuture("");

  LiveFront(Audience audience, Set<LiveTransport> transports) {
    this.audience = audience;
    this.transports = List.copyOf(transports);
  }

  /** Begins to admit clients; what listens by itself does so beside what is started next. */
  void start() {
    audience.start();
    starting =
        CompletableFuture.runAsync(
            () -> transports.forEach(LiveTransport::start),
            task -> Thread.ofVirtual().name("stoa-live-start").start(task));
  }

  /**
   * Waits until all listen.
   *
   * @throws IllegalStateException when one cannot
   */
  void awaitStarted() {
    try {
      starting.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
    }
  }

  /** The ports that are listened on beside that of HTTP. */
  List<Integer> ports() {
    return transports.stream().map(LiveTransport::port).toList();
  }

  /** Lets all clients go; those who were admitted over HTTP too. */
  @Override
  public void close() {
    audience.close();
    transports.forEach(LiveTransport::close);
  }
}
