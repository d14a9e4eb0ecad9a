package dev.stoa.identity.application;

import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.Role;
import dev.stoa.identity.domain.User;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.Set;

/** What a user may see of the own account. */
public record ProfileView(
    UserId id,
    Version version,
    EmailAddress email,
    DisplayName name,
    Set<Role> roles,
    Instant registeredAt) {
  static ProfileView of(User user, Version version) {
    return new ProfileView(
        user.id(), version, user.email(), user.name(), user.roles(), user.registeredAt());
  }
}
