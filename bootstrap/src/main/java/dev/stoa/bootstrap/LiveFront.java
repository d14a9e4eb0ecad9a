package dev.stoa.bootstrap;

import dev.stoa.notification.application.Audience;
import dev.stoa.notification.application.port.LiveTransport;
import java.util.List;
import java.util.Set;

/** Live notification as it is started and closed: the audience, and the ways to it of their own. */
final class LiveFront implements AutoCloseable {
  private final Audience audience;
  private final List<LiveTransport> transports;

  LiveFront(Audience audience, Set<LiveTransport> transports) {
    this.audience = audience;
    this.transports = List.copyOf(transports);
  }

  /** Begins to admit clients. */
  void start() {
    audience.start();
    transports.forEach(LiveTransport::start);
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
