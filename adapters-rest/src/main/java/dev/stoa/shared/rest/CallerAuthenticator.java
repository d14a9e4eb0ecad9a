package dev.stoa.shared.rest;

/** Tells who sends an access token. */
public interface CallerAuthenticator {
  /**
   * Checks signature, time and form of a bearer token.
   *
   * @throws InvalidAccessToken when it is forged, expired, not signed or not an access token
   */
  Caller authenticate(String bearerToken);

  /** A token that proves nothing; the message says why, without the token. */
  final class InvalidAccessToken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidAccessToken(String message, Throwable cause) {
      super(message, cause);
    }

    public InvalidAccessToken(String message) {
      super(message);
    }
  }
}
