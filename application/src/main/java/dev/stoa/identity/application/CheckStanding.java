package dev.stoa.identity.application;

import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.domain.Role;
import dev.stoa.identity.domain.Session;
import dev.stoa.identity.domain.User;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tells whether somebody with an access token may still act: the account is there, and whoever acts
 * as an administrator is one and has not logged out. The stores of identity are asked, not a copy:
 * once a deletion or a log-out is committed, every answer says so.
 */
public final class CheckStanding {
  private final Users users;
  private final Sessions sessions;
  private final InstantSource clock;

  public CheckStanding(Users users, Sessions sessions, InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * Who wants to act.
   *
   * @param session that the access token came of
   * @param asAdmin whether it is something that only administrators may do
   */
  public record Query(UserId user, SessionId session, boolean asAdmin) {}

  /** What came of it. */
  public sealed interface Result {
    /** The caller may act. */
    record Good() implements Result {}

    /** There is no such account any more, or no such session of an administrator. */
    record Ended() implements Result {}

    /** The account is no administrator's. */
    record NoAdmin() implements Result {}
  }

  /** The standing at this moment. */
  public Result handle(Query query) {
    Optional<User> user = users.find(query.user());
    if (user.isEmpty()) {
      return new Result.Ended();
    }
    if (query.asAdmin()) {
      if (!user.get().roles().contains(Role.ADMIN)) {
        return new Result.NoAdmin();
      }
      if (sessions.find(query.session()).filter(session -> isOf(session, query)).isEmpty()) {
        return new Result.Ended();
      }
    }
    return new Result.Good();
  }

  private boolean isOf(Session session, Query query) {
    return session.userId().equals(query.user()) && !session.isExpiredAt(clock.instant());
  }
}
