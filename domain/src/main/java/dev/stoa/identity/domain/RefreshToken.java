package dev.stoa.identity.domain;

import dev.stoa.shared.domain.SessionId;

/**
 * What a client keeps to get new access tokens: the session and its present secret. Opaque to the
 * client; good for one use. It never prints itself; {@link #text} is its only way out.
 */
public record RefreshToken(SessionId session, RefreshSecret secret) {
  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException when no session ever gave it out; the message does not repeat
   *     it
   */
  public static RefreshToken parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("not a refresh token");
    }
    SessionId session;
    try {
      session = SessionId.parse(text.substring(0, dot));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a refresh token");
    }
    return new RefreshToken(session, new RefreshSecret(text.substring(dot + 1)));
  }

  /** The token as the client gets it. */
  public String text() {
    return session + "." + secret.text();
  }

  @Override
  public String toString() {
    return session + ".***";
  }
}
