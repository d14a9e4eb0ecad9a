package dev.stoa.identity.application;

import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.User;
import dev.stoa.identity.events.UserUpdatedV1;
import dev.stoa.shared.application.OptimisticRetry;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Changes what a user may change of the own account: the name. */
public final class ChangeProfile {
  private final Users users;
  private final InstantSource clock;

  public ChangeProfile(Users users, InstantSource clock) {
    this.users = users;
    this.clock = clock;
  }

  /**
   * The new profile.
   *
   * @param name absent when it stays
   * @param expected the version the user saw, if the change depends on it
   */
  public record Command(UserId user, Optional<DisplayName> name, Optional<Version> expected) {}

  /** What came of it. */
  public sealed interface Result {
    /** The profile as it is now; the same version as before when nothing was to change. */
    record Changed(ProfileView profile) implements Result {}

    /** The profile is no longer what the user saw. */
    record OtherVersion() implements Result {}

    /** The account was deleted. */
    record UnknownUser() implements Result {}
  }

  /** Changes the profile. */
  public Result handle(Command command) {
    return OptimisticRetry.retry(() -> attempt(command));
  }

  private Result attempt(Command command) {
    Optional<User> found = users.find(command.user());
    if (found.isEmpty()) {
      return new Result.UnknownUser();
    }
    User user = found.get();
    if (command.expected().isPresent() && !command.expected().get().equals(user.version())) {
      return new Result.OtherVersion();
    }
    if (command.name().isEmpty() || !user.rename(command.name().get())) {
      return new Result.Changed(ProfileView.of(user, user.version()));
    }
    UserUpdatedV1 updated =
        new UserUpdatedV1(user.id().value(), user.version().next().value(), clock.instant());
    Version version = users.save(user, List.of(updated));
    return new Result.Changed(ProfileView.of(user, version));
  }
}
