package dev.stoa.identity.jwt;

import java.net.URI;
import java.time.Duration;

/**
 * Where the keys that verify access tokens come from, when another process signs them.
 *
 * @param identityUrl the address of the service that has the identity context; its keys are read at
 *     {@code /.well-known/jwks.json} below it
 * @param timeout how long one reading, or one question about a caller, may take
 * @param patience how long after one reading, good or bad, a token with an unknown key does not
 *     cause the next: so many forged tokens cause few readings
 * @param freshness how old the keys may be before they are read again, so that a key which was
 *     taken out of use stops being believed
 */
public record JwksOptions(
    URI identityUrl, Duration timeout, Duration patience, Duration freshness) {
  public JwksOptions {
    String scheme = identityUrl.getScheme();
    if (identityUrl.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "expected the identity service's address, such as http://127.0.0.1:8081, but was '"
              + identityUrl
              + "'");
    }
    if (timeout.isNegative() || timeout.isZero() || patience.isNegative()) {
      throw new IllegalArgumentException(
          "expected a positive timeout and no negative patience, but were %s and %s"
              .formatted(timeout, patience));
    }
    if (freshness.compareTo(patience) < 0) {
      throw new IllegalArgumentException(
          "expected a freshness of at least " + patience + ", but was " + freshness);
    }
  }

  /** The usual times: an answer within 2 seconds, one reading a second, 5 minutes fresh. */
  public JwksOptions(URI identityUrl) {
    this(identityUrl, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  /** Where the keys are. */
  URI keySet() {
    return below("/.well-known/jwks.json");
  }

  /** Where the standing of a caller is asked for. */
  URI standing(boolean asAdmin) {
    return below("/api/auth/standing" + (asAdmin ? "?as=admin" : ""));
  }

  private URI below(String path) {
    String base = identityUrl.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
