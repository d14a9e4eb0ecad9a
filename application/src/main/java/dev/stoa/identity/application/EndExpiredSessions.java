package dev.stoa.identity.application;

import dev.stoa.identity.application.port.Sessions;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Removes sessions whose time is over. They are refused without it; it only keeps the store small.
 */
public final class EndExpiredSessions {
  private static final int BATCH = 500;

  private final Sessions sessions;
  private final InstantSource clock;

  public EndExpiredSessions(Sessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Removes all that are expired now, some at a time, so that no other write waits long. */
  public void run() {
    Instant now = clock.instant();
    int ended;
    do {
      ended = sessions.endExpired(now, BATCH);
    } while (ended == BATCH);
  }
}
