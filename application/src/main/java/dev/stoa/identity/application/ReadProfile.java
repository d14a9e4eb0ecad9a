package dev.stoa.identity.application;

import dev.stoa.identity.application.port.Users;
import dev.stoa.shared.domain.UserId;
import java.util.Optional;

/** Shows a user the own account. */
public final class ReadProfile {
  private final Users users;

  public ReadProfile(Users users) {
    this.users = users;
  }

  /** Whose account. */
  public record Query(UserId user) {}

  /** The account; empty when it was deleted. */
  public Optional<ProfileView> handle(Query query) {
    return users.find(query.user()).map(user -> ProfileView.of(user, user.version()));
  }
}
