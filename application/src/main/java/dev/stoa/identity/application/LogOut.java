package dev.stoa.identity.application;

import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.domain.RefreshToken;

/**
 * Ends a session. Whatever secret the token carries: a wrong one would end the session just the
 * same if it were used to refresh. Logging out twice is logging out.
 */
public final class LogOut {
  private final Sessions sessions;

  public LogOut(Sessions sessions) {
    this.sessions = sessions;
  }

  /** A token of the session to end. */
  public record Command(RefreshToken token) {}

  /** Ends the session, if there is one. */
  public void handle(Command command) {
    sessions.end(command.token().session());
  }
}
