package dev.stoa.identity.application;

import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.application.port.Secrets;
import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.PasswordAttempt;
import dev.stoa.identity.domain.PasswordHash;
import dev.stoa.identity.domain.RefreshToken;
import dev.stoa.identity.domain.Session;
import dev.stoa.identity.domain.User;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Begins a session for whoever knows the password. An unknown address and a wrong password give the
 * same result after the same work: a password is compared in either case.
 */
public final class LogIn {
  private final Users users;
  private final Sessions sessions;
  private final PasswordHasher hasher;
  private final AccessTokens accessTokens;
  private final Secrets secrets;
  private final IdGenerator ids;
  private final InstantSource clock;

  public LogIn(
      Users users,
      Sessions sessions,
      PasswordHasher hasher,
      AccessTokens accessTokens,
      Secrets secrets,
      IdGenerator ids,
      InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.hasher = hasher;
    this.accessTokens = accessTokens;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
  }

  /** Who wants in. */
  public record Command(EmailAddress email, PasswordAttempt password) {}

  /** What came of it. */
  public sealed interface Result {
    /** A session began. */
    record LoggedIn(SessionTokens tokens) implements Result {}

    /** No account has this address and this password. */
    record InvalidCredentials() implements Result {}
  }

  /** Compares and begins a session. */
  public Result handle(Command command) {
    Optional<User> found = users.findByEmail(command.email());
    PasswordHash hash = found.map(User::passwordHash).orElseGet(hasher::decoy);
    boolean right = hasher.matches(command.password(), hash);
    if (found.isEmpty() || !right) {
      return new Result.InvalidCredentials();
    }
    User user = found.get();
    strengthen(user, command.password());
    Instant now = clock.instant();
    RefreshToken refresh = new RefreshToken(new SessionId(ids.next()), secrets.nextRefreshSecret());
    Session session = Session.begin(refresh, user.id(), now);
    sessions.save(session);
    return new Result.LoggedIn(
        new SessionTokens(
            accessTokens.issue(
                new AccessTokens.Claims(user.id(), user.roles(), session.id(), ids.next(), now)),
            refresh));
  }

  /** The only moment at which the password is known again, hence at which its cost can rise. */
  private void strengthen(User user, PasswordAttempt attempt) {
    if (!hasher.isOutdated(user.passwordHash())) {
      return;
    }
    Password password;
    try {
      password = new Password(attempt.text());
    } catch (IllegalArgumentException e) {
      return; // chosen under older rules: it keeps its older hash until it is changed
    }
    user.rehash(hasher.hash(password));
    try {
      users.save(user, List.of());
    } catch (StaleAggregate e) {
      // Another login did it, or the account changed: the next login tries again.
    }
  }
}
