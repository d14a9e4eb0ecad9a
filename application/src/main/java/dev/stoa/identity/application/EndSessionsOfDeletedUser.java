package dev.stoa.identity.application;

import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.domain.UserId;

/** Removes the sessions of a user who is gone. Doing it again does nothing. */
public final class EndSessionsOfDeletedUser {
  private final Sessions sessions;

  public EndSessionsOfDeletedUser(Sessions sessions) {
    this.sessions = sessions;
  }

  public void on(UserDeletedV1 event) {
    sessions.endAllOf(new UserId(event.userId()));
  }
}
