package dev.stoa.identity.rest;

import dev.stoa.identity.application.ProfileView;
import dev.stoa.identity.domain.Role;
import java.util.List;
import java.util.UUID;

/** A user's own account in JSON. */
record ProfileJson(UUID id, String email, String name, List<Role> roles) {
  static ProfileJson of(ProfileView profile) {
    return new ProfileJson(
        profile.id().value(),
        profile.email().value(),
        profile.name().value(),
        profile.roles().stream().sorted().toList());
  }
}
