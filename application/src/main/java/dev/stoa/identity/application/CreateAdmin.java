package dev.stoa.identity.application;

import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.User;
import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Makes an administrator. Only the command line does this: no route of the API gives the role. An
 * account that exists is not raised, for its password was chosen by somebody else.
 */
public final class CreateAdmin {
  private final Users users;
  private final PasswordHasher hasher;
  private final IdGenerator ids;
  private final InstantSource clock;

  public CreateAdmin(Users users, PasswordHasher hasher, IdGenerator ids, InstantSource clock) {
    this.users = users;
    this.hasher = hasher;
    this.ids = ids;
    this.clock = clock;
  }

  /** Who shall run the shop. */
  public record Command(EmailAddress email, DisplayName name, Password password) {}

  /** What came of it. */
  public sealed interface Result {
    /** The administrator can log in. */
    record Created(ProfileView profile) implements Result {}

    /** The address has an account already; it was left as it is. */
    record EmailTaken() implements Result {}
  }

  /** Makes the account. */
  public Result handle(Command command) {
    if (users.findByEmail(command.email()).isPresent()) {
      return new Result.EmailTaken();
    }
    Instant now = clock.instant();
    User user =
        User.administrator(
            new UserId(ids.next()),
            command.email(),
            command.name(),
            hasher.hash(command.password()),
            now);
    try {
      UserCreatedV1 created =
          new UserCreatedV1(user.id().value(), user.version().next().value(), now);
      Version version = users.save(user, List.of(created));
      return new Result.Created(ProfileView.of(user, version));
    } catch (Users.EmailTaken e) {
      return new Result.EmailTaken();
    }
  }
}
