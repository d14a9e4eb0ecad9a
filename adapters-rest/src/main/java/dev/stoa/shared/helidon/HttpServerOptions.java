package dev.stoa.shared.helidon;

import java.time.Duration;

/**
 * Where and within which bounds the server listens.
 *
 * @param host the address to bind, such as {@code 127.0.0.1}
 * @param port 0 for a free one
 * @param maxConcurrentRequests so many are worked on at once; more are refused with 503, so that
 *     those accepted stay fast
 * @param maxConnections so many clients may be connected at once
 * @param readTimeout a client that is silent for so long in the middle of a request is cut off
 * @param idleTimeout a connection without any request for so long is closed
 * @param maxBodyBytes the largest body any route takes
 * @param drain how long requests in flight may take to finish when the server closes
 */
public record HttpServerOptions(
    String host,
    int port,
    int maxConcurrentRequests,
    int maxConnections,
    Duration readTimeout,
    Duration idleTimeout,
    long maxBodyBytes,
    Duration drain) {
  /** Sensible bounds for a shop on one machine. */
  public static HttpServerOptions at(String host, int port) {
    return new HttpServerOptions(
        host,
        port,
        2_048,
        10_000,
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        64L * 1_048_576,
        Duration.ofSeconds(10));
  }
}
