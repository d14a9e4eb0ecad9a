package dev.stoa.identity.application.port;

import dev.stoa.identity.domain.User;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Users in memory, for tests of use cases. */
public final class InMemoryUsers implements Users {
  private final Map<UserId, User> users = new HashMap<>();
  private final Set<UserId> deleted = new HashSet<>();
  private final List<PublishedEvent> published = new ArrayList<>();

  /** All events published so far, in order. */
  public synchronized List<PublishedEvent> published() {
    return List.copyOf(published);
  }

  @Override
  public synchronized Optional<User> find(UserId id) {
    return Optional.ofNullable(users.get(id)).map(user -> copy(user, user.version()));
  }

  @Override
  public synchronized Optional<User> findByEmail(EmailAddress email) {
    return users.values().stream()
        .filter(user -> user.email().equals(email))
        .findFirst()
        .map(user -> copy(user, user.version()));
  }

  @Override
  public synchronized Version save(User user, List<? extends PublishedEvent> events) {
    requireVersion(user);
    if (deleted.contains(user.id())) {
      throw new StaleAggregate(user.id(), user.version());
    }
    if (users.values().stream()
        .anyMatch(other -> other.email().equals(user.email()) && !other.id().equals(user.id()))) {
      throw new EmailTaken();
    }
    Version version = user.version().next();
    users.put(user.id(), copy(user, version));
    published.addAll(events);
    return version;
  }

  @Override
  public synchronized void delete(User user, List<? extends PublishedEvent> events) {
    requireVersion(user);
    users.remove(user.id());
    deleted.add(user.id());
    published.addAll(events);
  }

  private void requireVersion(User user) {
    User stored = users.get(user.id());
    Version version = stored == null ? Version.NEW : stored.version();
    if (!version.equals(user.version())) {
      throw new StaleAggregate(user.id(), user.version());
    }
  }

  private static User copy(User user, Version version) {
    return User.reconstitute(
        user.id(),
        version,
        user.email(),
        user.name(),
        user.passwordHash(),
        user.roles(),
        user.registeredAt(),
        user.registration().orElse(null));
  }
}
