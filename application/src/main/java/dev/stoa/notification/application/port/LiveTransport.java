package dev.stoa.notification.application.port;

/** A way to connected clients that listens by itself, beside the HTTP server. */
public interface LiveTransport extends AutoCloseable {
  /**
   * Begins to listen; returns when clients can connect.
   *
   * @throws IllegalStateException when its address cannot be listened on
   */
  void start();

  /** The port that is listened on. */
  int port();

  /** Ends all connections and listens no more; nothing happens when it was never started. */
  @Override
  void close();
}
