package dev.stoa.notification.application;

import java.util.Locale;

/** The way to one connected client: what a transport gives to the audience. */
public interface Outlet {
  /**
   * Hands one message over, waiting for room for as long as the transport allows a client to be
   * slow. It is called from one thread at a time, in the order of telling, and not after {@link
   * #ended}.
   *
   * @return false when it was not handed over: the client is gone, or takes too little
   */
  boolean deliver(Message message);

  /**
   * The client is told nothing further. Called exactly once, from any thread, maybe while {@link
   * #deliver} waits; must return at once.
   */
  void ended(End why);

  /** Why nothing further is told. */
  enum End {
    /** The client left. */
    LEFT,
    /** The access token has expired: come back with a new one. */
    TOKEN_EXPIRED,
    /** The client took its messages too slowly, or is gone: come back and catch up. */
    TOO_SLOW,
    /** The server closes: come back in a moment. */
    CLOSING,
    /** A fault of the server: come back in a moment. */
    FAILED;

    /** The name that clients see: {@code token-expired}. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
