package dev.stoa.identity.application.port;

import java.time.Duration;
import java.time.Instant;

/** Access tokens that say what they claim, unsigned, for tests of use cases. */
public final class PlainAccessTokens implements AccessTokens {
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  @Override
  public AccessToken issue(Claims claims) {
    return new AccessToken(
        String.join(
            " ",
            claims.user().toString(),
            claims.roles().stream().sorted().toList().toString(),
            claims.session().toString(),
            claims.tokenId().toString(),
            claims.issuedAt().toString()),
        LIFETIME);
  }

  /** Whether its time is not over. */
  public boolean isGoodAt(AccessToken token, Instant time) {
    String text = token.text();
    Instant issuedAt = Instant.parse(text.substring(text.lastIndexOf(' ') + 1));
    return time.isBefore(issuedAt.plus(LIFETIME));
  }
}
