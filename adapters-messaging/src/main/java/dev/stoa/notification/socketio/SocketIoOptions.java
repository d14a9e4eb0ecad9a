package dev.stoa.notification.socketio;

import java.time.Duration;

/**
 * Where and within which bounds Socket.IO listens.
 *
 * @param host the address to bind, such as {@code 127.0.0.1}
 * @param port 0 for a free one
 * @param otherwiseFree whether a free one will do when that is taken
 * @param maxConnections so many sockets may be open at once, whoever they are from
 * @param maxMessageBytes the largest message a client may send
 * @param loginWithin a client that has not said who it is after so long is cut off
 * @param patience a client that takes nothing for so long is cut off
 */
public record SocketIoOptions(
    String host,
    int port,
    boolean otherwiseFree,
    int maxConnections,
    int maxMessageBytes,
    Duration loginWithin,
    Duration patience) {
  /** 20,000 sockets, messages of 16 KB, ten seconds for either. */
  public static SocketIoOptions at(String host, int port, boolean otherwiseFree) {
    return new SocketIoOptions(
        host, port, otherwiseFree, 20_000, 16_384, Duration.ofSeconds(10), Duration.ofSeconds(10));
  }
}
