package dev.stoa.identity.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.domain.RefreshSecret;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Secrets} must do; an adapter's test says how to make one. */
public interface SecretsContract {
  /** The source under test. */
  Secrets secrets();

  @Test
  default void neverGivesTheSameSecretTwice() {
    Set<RefreshSecret> given = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      given.add(secrets().nextRefreshSecret());
    }

    assertThat(given).hasSize(1_000);
  }
}
