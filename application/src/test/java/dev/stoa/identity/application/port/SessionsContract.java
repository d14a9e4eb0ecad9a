package dev.stoa.identity.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.identity.domain.RefreshSecret;
import dev.stoa.identity.domain.RefreshToken;
import dev.stoa.identity.domain.Session;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Sessions} must do; an adapter's test says how to make one. */
public interface SessionsContract {
  UserId ADA = new UserId(UUID.fromString("019a0000-0000-7000-8000-000000000001"));
  UserId BOB = new UserId(UUID.fromString("019a0000-0000-7000-8000-000000000002"));
  Instant NOW = Instant.parse("2026-11-23T10:15:30.123456Z");

  /** The store under test; after a {@link #restart()} the new one. */
  Sessions sessions();

  /** Closes the store and opens it again. */
  void restart();

  private static SessionId id(int number) {
    return new SessionId(new UUID(5, number));
  }

  private static RefreshSecret secret(int number) {
    byte[] bytes = new byte[RefreshSecret.BYTES];
    bytes[0] = (byte) number;
    return RefreshSecret.of(bytes);
  }

  private static Session session(int number, UserId user, Instant now) {
    return Session.begin(new RefreshToken(id(number), secret(number)), user, now);
  }

  private Session stored(int number) {
    return sessions().find(id(number)).orElseThrow();
  }

  @Test
  default void findsWhatWasSavedAlsoAfterARestart() {
    Session session = session(1, ADA, NOW);

    assertThat(sessions().save(session)).isEqualTo(new Version(1));

    assertThat(stored(1)).usingRecursiveComparison().ignoringFields("version").isEqualTo(session);
    assertThat(stored(1).version()).isEqualTo(new Version(1));
    restart();
    assertThat(stored(1)).usingRecursiveComparison().ignoringFields("version").isEqualTo(session);
    assertThat(sessions().find(id(2))).isEmpty();
  }

  @Test
  default void changesNothingUntilItIsSaved() {
    sessions().save(session(1, ADA, NOW));
    Session loaded = stored(1);

    loaded.refresh(secret(1), secret(9), NOW.plusSeconds(60));

    assertThat(stored(1).secretHash().matches(secret(1))).isTrue();
    sessions().save(loaded);
    assertThat(stored(1)).usingRecursiveComparison().ignoringFields("version").isEqualTo(loaded);
    assertThat(stored(1).version()).isEqualTo(new Version(2));
  }

  @Test
  default void refusesAStaleCopy() {
    sessions().save(session(1, ADA, NOW));
    Session first = stored(1);
    Session second = stored(1);
    first.refresh(secret(1), secret(8), NOW);
    second.refresh(secret(1), secret(9), NOW);
    sessions().save(first);

    assertThatThrownBy(() -> sessions().save(second)).isInstanceOf(StaleAggregate.class);
    assertThatThrownBy(() -> sessions().save(session(1, BOB, NOW)))
        .isInstanceOf(StaleAggregate.class);
    assertThat(stored(1).secretHash().matches(secret(8))).isTrue();
  }

  @Test
  default void acceptsOneOfManySavesFromTheSameVersion() {
    sessions().save(session(1, ADA, NOW));

    var outcomes =
        Race.of(
            IntStream.range(10, 26)
                .mapToObj(i -> {
                  Session copy = stored(1);
                  copy.refresh(secret(1), secret(i), NOW);
                  return (Callable<Version>) () -> sessions().save(copy);
                })
                .toList());

    assertThat(outcomes).filteredOn(Version.class::isInstance).containsExactly(new Version(2));
    assertThat(outcomes).filteredOn(StaleAggregate.class::isInstance).hasSize(15);
  }

  @Test
  default void endsASessionForGood() {
    sessions().save(session(1, ADA, NOW));
    sessions().save(session(2, ADA, NOW));
    Session loaded = stored(1);

    sessions().end(id(1));
    sessions().end(id(1));

    assertThat(sessions().find(id(1))).isEmpty();
    assertThat(sessions().find(id(2))).isPresent();
    loaded.refresh(secret(1), secret(9), NOW);
    assertThatThrownBy(() -> sessions().save(loaded)).isInstanceOf(StaleAggregate.class);
    restart();
    assertThat(sessions().find(id(1))).isEmpty();
  }

  @Test
  default void endsAllSessionsOfOneUser() {
    sessions().save(session(1, ADA, NOW));
    sessions().save(session(2, BOB, NOW));
    sessions().save(session(3, ADA, NOW));

    sessions().endAllOf(ADA);
    sessions().endAllOf(ADA);

    assertThat(sessions().find(id(1))).isEmpty();
    assertThat(sessions().find(id(2))).isPresent();
    assertThat(sessions().find(id(3))).isEmpty();
  }

  @Test
  default void endsTheExpiredOnesOnly() {
    sessions().save(session(1, ADA, NOW));
    sessions().save(session(2, ADA, NOW.plusMillis(1)));
    sessions().save(session(3, BOB, NOW.minusSeconds(1)));
    Instant end = NOW.plus(Session.LIFETIME);

    assertThat(sessions().endExpired(end.minusSeconds(2), 10)).isZero();
    // To the millisecond a store may be late, but never early.
    assertThat(sessions().endExpired(end.plusNanos(900_000), 10)).isEqualTo(2);

    assertThat(sessions().find(id(1))).isEmpty();
    assertThat(sessions().find(id(2))).isPresent();
    assertThat(sessions().find(id(3))).isEmpty();
  }

  @Test
  default void endsNoMoreExpiredOnesAtOnceThanItWasAskedTo() {
    for (int i = 0; i < 5; i++) {
      sessions().save(session(i, ADA, NOW));
    }
    Instant end = NOW.plus(Session.LIFETIME).plusSeconds(1);

    assertThat(sessions().endExpired(end, 3)).isEqualTo(3);
    assertThat(sessions().endExpired(end, 3)).isEqualTo(2);
    assertThat(sessions().endExpired(end, 3)).isZero();
  }
}
