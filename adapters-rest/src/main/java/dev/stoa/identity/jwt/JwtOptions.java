package dev.stoa.identity.jwt;

import java.time.Duration;

/**
 * What access tokens say and how long they are good.
 *
 * @param issuer who signs ({@code iss}); tokens of another are refused
 * @param audience for whom ({@code aud}); tokens for another are refused
 * @param lifetime from issue to expiry; at most 15 minutes, for a token cannot be called back
 * @param leeway how far clocks may differ
 */
public record JwtOptions(String issuer, String audience, Duration lifetime, Duration leeway) {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration MOST_LEEWAY = Duration.ofMinutes(1);

  /** For a shop of one name: 15 minutes, 5 seconds of leeway. */
  public static final JwtOptions DEFAULT =
      new JwtOptions("stoa", "stoa-api", Duration.ofMinutes(15), Duration.ofSeconds(5));

  public JwtOptions {
    if (issuer.isBlank() || audience.isBlank()) {
      throw new IllegalArgumentException("expected an issuer and an audience, but one was blank");
    }
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "expected a lifetime of 1 second to 15 minutes, but was " + lifetime);
    }
    if (leeway.isNegative() || leeway.compareTo(MOST_LEEWAY) > 0) {
      throw new IllegalArgumentException(
          "expected a leeway of 0 seconds to 1 minute, but was " + leeway);
    }
  }
}
