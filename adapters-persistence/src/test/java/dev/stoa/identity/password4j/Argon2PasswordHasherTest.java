package dev.stoa.identity.password4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.identity.application.port.PasswordHasher;
import dev.stoa.identity.application.port.PasswordHasherContract;
import dev.stoa.identity.application.port.Race;
import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.PasswordHash;
import java.util.List;
import org.junit.jupiter.api.Test;

class Argon2PasswordHasherTest implements PasswordHasherContract {
  private static final Argon2PasswordHasher OWASP = new Argon2PasswordHasher(Argon2Options.owasp());

  @Override
  public PasswordHasher hasher() {
    return OWASP;
  }

  @Override
  public PasswordHash hashOfLowerCost() {
    return new Argon2PasswordHasher(new Argon2Options(1_024, 1, 1, 1, 8)).hash(PASSWORD);
  }

  @Test
  void costsWhatOwaspAsksFor() {
    PasswordHash hash = OWASP.hash(PASSWORD);

    assertThat(hash.phc())
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[\\w+/]{22}\\$[\\w+/]{43}");
    assertThat(OWASP.decoy().phc())
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[\\w+/]{22}\\$[\\w+/]{43}");
  }

  @Test
  void knowsAHashThatTheReferenceImplementationMade() {
    // From the test vectors of the reference implementation: argon2id, "password", "somesalt".
    PasswordHash reference =
        new PasswordHash(
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ"
                + "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");

    assertThat(OWASP.matches(new dev.stoa.identity.domain.PasswordAttempt("password"), reference))
        .isTrue();
    assertThat(OWASP.isOutdated(reference)).isTrue();
  }

  @Test
  void takesAHigherCostForGood() {
    assertThat(OWASP.isOutdated(new PasswordHash("$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA")))
        .isFalse();
  }

  @Test
  void refusesWhenTooManyWait() {
    Argon2PasswordHasher narrow = new Argon2PasswordHasher(new Argon2Options(19_456, 2, 1, 1, 1));

    List<Object> outcomes = Race.of(24, () -> narrow.hash(new Password("a long passphrase")));

    assertThat(outcomes).hasSize(24).anyMatch(PasswordHash.class::isInstance);
    assertThat(outcomes).anyMatch(PasswordHasher.Busy.class::isInstance);
    assertThat(outcomes)
        .allMatch(o -> o instanceof PasswordHash || o instanceof PasswordHasher.Busy);
    assertThat(narrow.hash(PASSWORD)).isNotNull();
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(() -> new Argon2Options(19_456, 0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("iterations");
  }
}
