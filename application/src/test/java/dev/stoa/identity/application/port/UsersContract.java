package dev.stoa.identity.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.PasswordHash;
import dev.stoa.identity.domain.User;
import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.identity.events.UserUpdatedV1;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Users} must do; an adapter's test says how to make one. */
public interface UsersContract {
  UserId ADA = new UserId(UUID.fromString("019a0000-0000-7000-8000-000000000001"));
  UserId BOB = new UserId(UUID.fromString("019a0000-0000-7000-8000-000000000002"));
  EmailAddress ADAS_EMAIL = new EmailAddress("ada@example.com");
  EmailAddress BOBS_EMAIL = new EmailAddress("bob@example.com");
  PasswordHash HASH = new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");
  Instant NOW = Instant.parse("2026-11-23T10:15:30.123456Z");

  /** The store under test; after a {@link #restart()} the new one. */
  Users users();

  /** All events published so far, in order. */
  List<PublishedEvent> published();

  /** Closes the store and opens it again. */
  void restart();

  private static User ada() {
    return User.register(ADA, ADAS_EMAIL, new DisplayName("Ada"), HASH, null, NOW);
  }

  private static User bob() {
    return User.administrator(BOB, BOBS_EMAIL, new DisplayName("Bob"), HASH, NOW);
  }

  private static UserCreatedV1 created(UserId id) {
    return new UserCreatedV1(id.value(), 1, NOW);
  }

  private static UserDeletedV1 deleted(UserId id, long version) {
    return new UserDeletedV1(id.value(), version, NOW);
  }

  private User stored(UserId id) {
    return users().find(id).orElseThrow();
  }

  @Test
  default void findsWhatWasSaved() {
    User user =
        User.register(
            ADA, ADAS_EMAIL, new DisplayName("Ada"), HASH, Fingerprint.of("the command"), NOW);

    Version version = users().save(user, List.of(created(ADA)));

    assertThat(version).isEqualTo(new Version(1));
    assertThat(stored(ADA).version()).isEqualTo(version);
    assertThat(stored(ADA)).usingRecursiveComparison().ignoringFields("version").isEqualTo(user);
    assertThat(users().findByEmail(ADAS_EMAIL))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(stored(ADA));
  }

  @Test
  default void findsAnAdministratorAsOne() {
    users().save(bob(), List.of(created(BOB)));

    assertThat(stored(BOB)).usingRecursiveComparison().ignoringFields("version").isEqualTo(bob());
  }

  @Test
  default void findsNobodyWhoWasNotSaved() {
    users().save(ada(), List.of(created(ADA)));

    assertThat(users().find(BOB)).isEmpty();
    assertThat(users().findByEmail(BOBS_EMAIL)).isEmpty();
  }

  @Test
  default void findsAfterARestartWhatWasSavedBefore() {
    users().save(ada(), List.of(created(ADA)));
    User before = stored(ADA);

    restart();

    assertThat(stored(ADA)).usingRecursiveComparison().isEqualTo(before);
    assertThat(users().findByEmail(ADAS_EMAIL)).isPresent();
  }

  @Test
  default void changesNothingUntilItIsSaved() {
    users().save(ada(), List.of(created(ADA)));
    User loaded = stored(ADA);

    loaded.rename(new DisplayName("Countess"));
    loaded.rehash(new PasswordHash("$other"));

    assertThat(stored(ADA).name()).isEqualTo(new DisplayName("Ada"));
    assertThat(stored(ADA).passwordHash()).isEqualTo(HASH);
    users().save(loaded, List.of());
    assertThat(stored(ADA).name()).isEqualTo(new DisplayName("Countess"));
    assertThat(stored(ADA).passwordHash()).isEqualTo(new PasswordHash("$other"));
    assertThat(stored(ADA).version()).isEqualTo(new Version(2));
  }

  @Test
  default void refusesAStaleCopy() {
    users().save(ada(), List.of(created(ADA)));
    User first = stored(ADA);
    User second = stored(ADA);
    first.rename(new DisplayName("First"));
    second.rename(new DisplayName("Second"));
    users().save(first, List.of());

    assertThatThrownBy(() -> users().save(second, List.of())).isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(() -> users().delete(second, List.of())).isInstanceOf(StaleAggregate.class);
    assertThat(stored(ADA).name()).isEqualTo(new DisplayName("First"));
  }

  @Test
  default void refusesANewUserUnderAnIdThatExists() {
    users().save(ada(), List.of(created(ADA)));
    User again = User.register(ADA, BOBS_EMAIL, new DisplayName("Eve"), HASH, null, NOW);

    assertThatThrownBy(() -> users().save(again, List.of())).isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(() -> users().save(ada(), List.of())).isInstanceOf(StaleAggregate.class);
    assertThat(stored(ADA).email()).isEqualTo(ADAS_EMAIL);
  }

  @Test
  default void refusesATakenEmailAddress() {
    users().save(ada(), List.of(created(ADA)));
    User other = User.register(BOB, ADAS_EMAIL, new DisplayName("Bob"), HASH, null, NOW);

    assertThatThrownBy(() -> users().save(other, List.of(created(BOB))))
        .isInstanceOf(Users.EmailTaken.class);

    assertThat(users().find(BOB)).isEmpty();
    assertThat(published()).containsExactly(created(ADA));
  }

  @Test
  default void givesAnEmailAddressToOneOfManyAtTheSameTime() {
    List<Callable<Version>> registrations =
        IntStream.range(0, 16)
            .mapToObj(i -> {
              UserId id = new UserId(new UUID(7, i));
              User user = User.register(id, ADAS_EMAIL, new DisplayName("N" + i), HASH, null, NOW);
              return (Callable<Version>) () -> users().save(user, List.of(created(id)));
            })
            .toList();

    List<Object> outcomes = Race.of(registrations);

    assertThat(outcomes).filteredOn(Version.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Users.EmailTaken.class::isInstance).hasSize(15);
    assertThat(published()).hasSize(1);
  }

  @Test
  default void publishesWithTheStateOrNotAtAll() {
    users().save(ada(), List.of(created(ADA)));
    User stale = stored(ADA);
    User loaded = stored(ADA);
    loaded.rename(new DisplayName("Countess"));
    UserUpdatedV1 updated = new UserUpdatedV1(ADA.value(), 2, NOW);
    users().save(loaded, List.of(updated));

    stale.rename(new DisplayName("Nobody"));
    assertThatThrownBy(() -> users().save(stale, List.of(updated)))
        .isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(() -> users().delete(stale, List.of(deleted(ADA, 2))))
        .isInstanceOf(StaleAggregate.class);

    assertThat(published()).containsExactly(created(ADA), updated);
    restart();
    assertThat(published()).containsExactly(created(ADA), updated);
  }

  @Test
  default void acceptsOneOfManySavesFromTheSameVersion() {
    users().save(ada(), List.of(created(ADA)));

    List<Object> outcomes =
        Race.of(
            IntStream.range(0, 16)
                .mapToObj(i -> {
                  User copy = stored(ADA);
                  copy.rename(new DisplayName("N" + i));
                  return (Callable<Version>) () -> users().save(copy, List.of());
                })
                .toList());

    assertThat(outcomes).filteredOn(Version.class::isInstance).containsExactly(new Version(2));
    assertThat(outcomes).filteredOn(StaleAggregate.class::isInstance).hasSize(15);
    assertThat(stored(ADA).version()).isEqualTo(new Version(2));
  }

  @Test
  default void forgetsADeletedUser() {
    users().save(ada(), List.of(created(ADA)));
    users().save(bob(), List.of(created(BOB)));

    users().delete(stored(ADA), List.of(deleted(ADA, 2)));

    assertThat(users().find(ADA)).isEmpty();
    assertThat(users().findByEmail(ADAS_EMAIL)).isEmpty();
    assertThat(users().find(BOB)).isPresent();
    assertThat(published()).containsExactly(created(ADA), created(BOB), deleted(ADA, 2));
    restart();
    assertThat(users().find(ADA)).isEmpty();
  }

  @Test
  default void freesTheEmailAddressOfADeletedUser() {
    users().save(ada(), List.of(created(ADA)));
    users().delete(stored(ADA), List.of(deleted(ADA, 2)));

    users()
        .save(
            User.register(BOB, ADAS_EMAIL, new DisplayName("Ada again"), HASH, null, NOW),
            List.of(created(BOB)));

    assertThat(users().findByEmail(ADAS_EMAIL)).map(User::id).contains(BOB);
  }

  @Test
  default void neverUsesTheIdOfADeletedUserAgain() {
    users().save(ada(), List.of(created(ADA)));
    User loaded = stored(ADA);
    users().delete(stored(ADA), List.of(deleted(ADA, 2)));

    assertThatThrownBy(() -> users().save(ada(), List.of(created(ADA))))
        .isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(() -> users().save(loaded, List.of())).isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(() -> users().delete(loaded, List.of())).isInstanceOf(StaleAggregate.class);
    restart();
    assertThatThrownBy(() -> users().save(ada(), List.of(created(ADA))))
        .isInstanceOf(StaleAggregate.class);
    assertThat(users().find(ADA)).isEmpty();
    assertThat(published()).containsExactly(created(ADA), deleted(ADA, 2));
  }
}
