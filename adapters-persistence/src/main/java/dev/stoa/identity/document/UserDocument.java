package dev.stoa.identity.document;

import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.PasswordHash;
import dev.stoa.identity.domain.Role;
import dev.stoa.identity.domain.User;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored form of a {@link User}. It prints its id only. */
public record UserDocument(
    int form,
    UUID id,
    String email,
    String name,
    String passwordHash,
    List<Role> roles,
    Instant registeredAt,
    @Nullable String registration) {
  private static final int FORM = 1;

  /** The document of a user. */
  public static UserDocument of(User user) {
    return new UserDocument(
        FORM,
        user.id().value(),
        user.email().value(),
        user.name().value(),
        user.passwordHash().phc(),
        user.roles().stream().sorted().toList(),
        user.registeredAt(),
        user.registration().map(Fingerprint::hex).orElse(null));
  }

  /** The user that was stored. */
  public User toUser(Version version) {
    if (form != FORM) {
      throw new IllegalStateException("user " + id + " is stored in the unknown form " + form);
    }
    return User.reconstitute(
        new UserId(id),
        version,
        new EmailAddress(email),
        new DisplayName(name),
        new PasswordHash(passwordHash),
        Set.copyOf(roles),
        registeredAt,
        registration == null ? null : new Fingerprint(registration));
  }

  @Override
  public String toString() {
    return "UserDocument " + id;
  }
}
