package dev.stoa.identity.application;

import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.PasswordHash;
import dev.stoa.identity.domain.User;
import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Makes an account for a customer. With an idempotency key the id follows from key and e-mail
 * address, so that the same command again gives the same account. That it is the same, the kept
 * fingerprint tells for the name and the slow hash for the password: a fast hash of the password
 * would make the slow one useless.
 */
public final class RegisterUser {
  private final Users users;
  private final PasswordHasher hasher;
  private final IdGenerator ids;
  private final InstantSource clock;

  public RegisterUser(Users users, PasswordHasher hasher, IdGenerator ids, InstantSource clock) {
    this.users = users;
    this.hasher = hasher;
    this.ids = ids;
    this.clock = clock;
  }

  /** Who wants an account. */
  public record Command(
      EmailAddress email, DisplayName name, Password password, Optional<IdempotencyKey> key) {
    private Fingerprint fingerprint() {
      return Fingerprint.of(email.value() + "\n" + name.value());
    }
  }

  /** What came of it. */
  public sealed interface Result {
    /** There is an account; it may be one that this very command made before. */
    record Registered(ProfileView profile) implements Result {}

    /** The address has an account already. */
    record EmailTaken() implements Result {}

    /** The idempotency key was used for another command, or its account was deleted since. */
    record KeyReused() implements Result {}
  }

  /** The id of the account that is made for this address with this key. */
  public static UserId idOf(EmailAddress email, IdempotencyKey key) {
    return new UserId(Derivation.of("user", 1).with(email.value()).with(key.value()).id());
  }

  /** Registers; nothing is changed unless the result is Registered. */
  public Result handle(Command command) {
    UserId id =
        command
            .key()
            .map(key -> idOf(command.email(), key))
            .orElseGet(() -> new UserId(ids.next()));
    Optional<User> holder = users.findByEmail(command.email());
    if (holder.isPresent()) {
      return taken(holder.get(), id, command);
    }
    Instant now = clock.instant();
    PasswordHash hash = hasher.hash(command.password());
    Fingerprint registration = command.key().isPresent() ? command.fingerprint() : null;
    User user = User.register(id, command.email(), command.name(), hash, registration, now);
    try {
      UserCreatedV1 created = new UserCreatedV1(id.value(), Version.NEW.next().value(), now);
      Version version = users.save(user, List.of(created));
      return new Result.Registered(ProfileView.of(user, version));
    } catch (Users.EmailTaken e) {
      return new Result.EmailTaken();
    } catch (StaleAggregate e) {
      // The id exists: the same key at the same time, or a deleted account had it.
      return users
          .find(id)
          .map(winner -> taken(winner, id, command))
          .orElseGet(Result.KeyReused::new);
    }
  }

  private Result taken(User holder, UserId id, Command command) {
    if (!holder.id().equals(id)) {
      return new Result.EmailTaken();
    }
    boolean same =
        holder.isRegisteredBy(command.fingerprint())
            && hasher.matches(command.password().attempt(), holder.passwordHash());
    return same
        ? new Result.Registered(ProfileView.of(holder, holder.version()))
        : new Result.KeyReused();
  }
}
