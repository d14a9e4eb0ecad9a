package dev.stoa.identity.application;

import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.domain.PasswordAttempt;
import dev.stoa.identity.domain.User;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.OptimisticRetry;
import dev.stoa.shared.domain.UserId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Deletes the own account, for whoever can still name its password. From that commit on no session
 * of the user can be refreshed; {@link EndSessionsOfDeletedUser} then removes them, and the other
 * contexts remove what they keep, when they hear of it.
 */
public final class DeleteAccount {
  private final Users users;
  private final PasswordHasher hasher;
  private final InstantSource clock;

  public DeleteAccount(Users users, PasswordHasher hasher, InstantSource clock) {
    this.users = users;
    this.hasher = hasher;
    this.clock = clock;
  }

  /** Whose account, and the proof that it is not just an open browser. */
  public record Command(UserId user, PasswordAttempt password) {}

  /** What came of it. */
  public sealed interface Result {
    /** The account is gone. */
    record Deleted() implements Result {}

    /** The password is not the present one; nothing was changed. */
    record WrongPassword() implements Result {}

    /** The account was deleted before. */
    record UnknownUser() implements Result {}
  }

  /** Deletes the account. */
  public Result handle(Command command) {
    return OptimisticRetry.retry(() -> attempt(command));
  }

  private Result attempt(Command command) {
    Optional<User> found = users.find(command.user());
    if (found.isEmpty()) {
      return new Result.UnknownUser();
    }
    User user = found.get();
    if (!hasher.matches(command.password(), user.passwordHash())) {
      return new Result.WrongPassword();
    }
    UserDeletedV1 deleted =
        new UserDeletedV1(user.id().value(), user.version().next().value(), clock.instant());
    users.delete(user, List.of(deleted));
    return new Result.Deleted();
  }
}
