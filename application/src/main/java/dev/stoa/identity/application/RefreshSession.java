package dev.stoa.identity.application;

import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.Secrets;
import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.domain.RefreshSecret;
import dev.stoa.identity.domain.RefreshToken;
import dev.stoa.identity.domain.Session;
import dev.stoa.identity.domain.User;
import dev.stoa.shared.application.OptimisticRetry;
import dev.stoa.shared.application.port.IdGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Exchanges a refresh token for the next pair of tokens. A token is good once: presented again, it
 * ends the session, for it was stolen or its successor was. The roles are read afresh, so a change
 * of roles reaches the access token here; the session of a deleted user ends here.
 */
public final class RefreshSession {
  private final Users users;
  private final Sessions sessions;
  private final AccessTokens accessTokens;
  private final Secrets secrets;
  private final IdGenerator ids;
  private final InstantSource clock;

  public RefreshSession(
      Users users,
      Sessions sessions,
      AccessTokens accessTokens,
      Secrets secrets,
      IdGenerator ids,
      InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.accessTokens = accessTokens;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
  }

  /** The token that was given out last. */
  public record Command(RefreshToken token) {}

  /** What came of it. */
  public sealed interface Result {
    /** The session goes on with new tokens. */
    record Refreshed(SessionTokens tokens) implements Result {}

    /** There is no such session, or none any more; the user has to log in. */
    record SessionEnded() implements Result {}
  }

  /** Rotates the token, or ends the session. */
  public Result handle(Command command) {
    return OptimisticRetry.retry(() -> attempt(command.token()));
  }

  private Result attempt(RefreshToken token) {
    Optional<Session> found = sessions.find(token.session());
    if (found.isEmpty()) {
      return new Result.SessionEnded();
    }
    Session session = found.get();
    Instant now = clock.instant();
    RefreshSecret next = secrets.nextRefreshSecret();
    return switch (session.refresh(token.secret(), next, now)) {
      case REUSED, EXPIRED -> ended(session);
      case ROTATED -> {
        Optional<User> user = users.find(session.userId());
        if (user.isEmpty()) {
          yield ended(session);
        }
        sessions.save(session);
        yield new Result.Refreshed(
            new SessionTokens(
                accessTokens.issue(
                    new AccessTokens.Claims(
                        user.get().id(), user.get().roles(), session.id(), ids.next(), now)),
                new RefreshToken(session.id(), next)));
      }
    };
  }

  private Result ended(Session session) {
    sessions.end(session.id());
    return new Result.SessionEnded();
  }
}
