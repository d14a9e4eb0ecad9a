package dev.stoa.identity.application.port;

import dev.stoa.identity.domain.Session;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.Optional;

/**
 * The sessions that have not ended. They publish nothing: no other context cares who is logged in.
 *
 * <ul>
 *   <li>What was saved is found again, also after a restart.
 *   <li>Changing a found session changes nothing until it is saved.
 *   <li>A save from another version than the stored one is refused with {@link StaleAggregate}; so
 *       is the save of a session that ended meanwhile: it does not come back.
 *   <li>Of saves at the same time from the same version one is accepted.
 *   <li>An ended session is not found; ending one that does not exist does nothing.
 *   <li>Ending all sessions of a user leaves those of others.
 *   <li>Ending the expired ones leaves those whose time is not over, and says how many it ended, at
 *       most the given number at once.
 * </ul>
 *
 * All methods throw {@link StoreUnavailable} when the store cannot be reached.
 */
public interface Sessions {
  /** The session of that id. */
  Optional<Session> find(SessionId id);

  /**
   * Saves the session.
   *
   * @return the version it now has
   * @throws StaleAggregate when somebody else saved or ended it first
   */
  Version save(Session session);

  /** Ends a session, whatever its version. */
  void end(SessionId id);

  /** Ends the sessions of a user, whatever their versions. */
  void endAllOf(UserId user);

  /**
   * Ends sessions whose time is over.
   *
   * @param limit at most so many, above 0
   * @return how many it ended
   */
  int endExpired(Instant now, int limit);
}
