package dev.stoa.identity.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.PasswordAttempt;
import dev.stoa.identity.domain.PasswordHash;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link PasswordHasher} must do; an adapter's test says how to make one. */
public interface PasswordHasherContract {
  Password PASSWORD = new Password("a long enough passphrase");

  /** The hasher under test. */
  PasswordHasher hasher();

  /** A hash of {@link #PASSWORD} at a lower cost than that of {@link #hasher()}. */
  PasswordHash hashOfLowerCost();

  @Test
  default void matchesThePasswordAndNoOther() {
    PasswordHash hash = hasher().hash(PASSWORD);

    assertThat(hasher().matches(PASSWORD.attempt(), hash)).isTrue();
    for (String wrong :
        List.of(
            "",
            "a long enough passphras",
            "A long enough passphrase",
            "a long enough passphrase ",
            "a long enough passphrase\0",
            hash.phc())) {
      assertThat(hasher().matches(new PasswordAttempt(wrong), hash)).as(wrong).isFalse();
    }
  }

  @Test
  default void comparesThePasswordToItsEnd() {
    String long100 = "0123456789 and so on ".repeat(5).substring(0, 100);
    PasswordHash hash = hasher().hash(new Password(long100 + "x"));

    assertThat(hasher().matches(new PasswordAttempt(long100 + "x"), hash)).isTrue();
    assertThat(hasher().matches(new PasswordAttempt(long100 + "y"), hash)).isFalse();
  }

  @Test
  default void knowsEveryAlphabet() {
    PasswordHash hash = hasher().hash(new Password("пароль-密码-🔑🔒"));

    assertThat(hasher().matches(new PasswordAttempt("пароль-密码-🔑🔒"), hash)).isTrue();
    assertThat(hasher().matches(new PasswordAttempt("пароль-密码-🔑🔑"), hash)).isFalse();
    assertThat(hasher().matches(new PasswordAttempt("??????-??-????"), hash)).isFalse();
  }

  @Test
  default void saltsEachHash() {
    assertThat(hasher().hash(PASSWORD)).isNotEqualTo(hasher().hash(PASSWORD));
  }

  @Test
  default void doesNotContainThePassword() {
    assertThat(hasher().hash(PASSWORD).phc()).doesNotContain("passphrase").startsWith("$");
  }

  @Test
  default void matchesNothingWithTheDecoy() {
    assertThat(hasher().matches(PASSWORD.attempt(), hasher().decoy())).isFalse();
    assertThat(hasher().matches(new PasswordAttempt(""), hasher().decoy())).isFalse();
    assertThat(hasher().isOutdated(hasher().decoy())).isFalse();
  }

  @Test
  default void saysWhichHashesCostLessThanTheyShould() {
    assertThat(hasher().isOutdated(hasher().hash(PASSWORD))).isFalse();
    assertThat(hasher().isOutdated(hashOfLowerCost())).isTrue();
    assertThat(hasher().matches(PASSWORD.attempt(), hashOfLowerCost())).isTrue();
  }
}
