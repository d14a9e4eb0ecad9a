package dev.stoa.identity.jwt;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.CallerAuthenticator;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies access tokens: signed by a key of this shop with ES256 and nothing else, by this issuer
 * for this audience, of the type {@code at+jwt}, in time and complete. It asks no database: a token
 * is good for reading until it expires, even after its account was deleted. Whoever changes
 * something is asked for his {@link dev.stoa.shared.rest.CallerStanding} as well.
 *
 * <p>Checking a signature takes about a hundred times as long as everything else a request needs
 * from here, and a client sends the same token for 15 minutes: tokens found good are remembered, by
 * their whole text, until they expire.
 */
final class JwtAuthenticator implements CallerAuthenticator {
  private static final int REMEMBERED = 10_000;
  private static final int LONGEST_KEY_ID = 200;

  private final VerifyingKeys keys;
  private final JwtOptions options;
  private final InstantSource clock;
  private final RecentTokens<Verified> recent = new RecentTokens<>(REMEMBERED);

  JwtAuthenticator(VerifyingKeys keys, JwtOptions options, InstantSource clock) {
    this.keys = keys;
    this.options = options;
    this.clock = clock;
  }

  private JWTVerifier verifier(ECPublicKey key) {
    JWTVerifier.BaseVerification rules =
        (JWTVerifier.BaseVerification)
            JWT.require(Algorithm.ECDSA256(key, null))
                .withIssuer(options.issuer())
                .withAudience(options.audience())
                .withClaimPresence("sub")
                .withClaimPresence("sid")
                .withClaimPresence("jti")
                .withClaimPresence("iat")
                .withClaimPresence("exp")
                .withClaimPresence("roles")
                .acceptLeeway(options.leeway().toSeconds());
    return rules.build(clock.withZone(ZoneOffset.UTC));
  }

  /** A token that was found good. */
  private record Verified(Caller caller, Instant goodUntil) {}

  @Override
  public Caller authenticate(String bearerToken) {
    Optional<Verified> known = recent.find(bearerToken);
    if (known.isPresent()) {
      if (clock.instant().isAfter(known.get().goodUntil())) {
        recent.forget(bearerToken);
        throw new InvalidAccessToken("it has expired");
      }
      return known.get().caller();
    }
    Verified verified = verify(bearerToken);
    recent.remember(bearerToken, verified);
    return verified.caller();
  }

  private Verified verify(String bearerToken) {
    try {
      // What an unverified token says is good for nothing but choosing the key to verify it with.
      DecodedJWT unverified = JWT.decode(bearerToken);
      String keyId = unverified.getKeyId();
      if (!JwtAccessTokens.TYPE.equals(unverified.getType())
          || keyId == null
          || keyId.length() > LONGEST_KEY_ID) {
        throw new InvalidAccessToken("it is not an access token of this shop");
      }
      ECPublicKey key =
          keys.find(keyId)
              .orElseThrow(() -> new InvalidAccessToken("it is not an access token of this shop"));
      DecodedJWT token = verifier(key).verify(unverified);
      List<String> roles = token.getClaim("roles").asList(String.class);
      Instant goodUntil = token.getExpiresAtAsInstant().plus(options.leeway());
      return new Verified(
          new Caller(
              UserId.parse(token.getSubject()),
              Set.copyOf(roles),
              goodUntil,
              SessionId.parse(token.getClaim("sid").asString())),
          goodUntil);
    } catch (TokenExpiredException e) {
      throw new InvalidAccessToken("it has expired", e);
    } catch (JWTVerificationException | IllegalArgumentException e) {
      throw new InvalidAccessToken("it is not an access token of this shop", e);
    }
  }
}
