package dev.stoa.identity.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.domain.Role;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link AccessTokens} must do; an adapter's test says how to make one. */
public interface AccessTokensContract {
  Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
  UserId ADA = new UserId(new UUID(1, 1));

  /** The tokens under test. */
  AccessTokens accessTokens();

  /** Whether a process that has only the public key takes the token at that time. */
  boolean isGoodAt(AccessTokens.AccessToken token, Instant time);

  private static AccessTokens.Claims claims(UserId user, int session, int token) {
    return new AccessTokens.Claims(
        user, Set.of(Role.CUSTOMER), new SessionId(new UUID(2, session)), new UUID(3, token), NOW);
  }

  @Test
  default void isGoodUntilItsLifetimeIsOver() {
    AccessTokens.AccessToken token = accessTokens().issue(claims(ADA, 1, 1));

    assertThat(token.lifetime()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(15));
    assertThat(isGoodAt(token, NOW)).isTrue();
    assertThat(isGoodAt(token, NOW.plus(token.lifetime()).minusSeconds(1))).isTrue();
    assertThat(isGoodAt(token, NOW.plus(token.lifetime()).plusSeconds(120))).isFalse();
  }

  @Test
  default void differsByUserSessionAndTokenId() {
    Set<String> texts =
        Set.of(
            accessTokens().issue(claims(ADA, 1, 1)).text(),
            accessTokens().issue(claims(new UserId(new UUID(1, 2)), 1, 1)).text(),
            accessTokens().issue(claims(ADA, 2, 1)).text(),
            accessTokens().issue(claims(ADA, 1, 2)).text());

    assertThat(texts).hasSize(4);
  }

  @Test
  default void neverPrintsItself() {
    AccessTokens.AccessToken token = accessTokens().issue(claims(ADA, 1, 1));

    assertThat(token.toString()).doesNotContain(token.text());
  }
}
