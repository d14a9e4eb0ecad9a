package dev.stoa.identity.jwt;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.SigningKey;
import dev.stoa.identity.domain.Role;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Signs access tokens in the form of RFC 9068 ({@code at+jwt}). */
final class JwtAccessTokens implements AccessTokens {
  /** The media type that sets access tokens apart from any other JWT of the same issuer. */
  static final String TYPE = "at+jwt";

  private static final Map<String, Object> HEADER = Map.of("typ", TYPE);

  private final JwtOptions options;
  private final Supplier<SigningKey> signingKey;

  JwtAccessTokens(Supplier<SigningKey> signingKey, JwtOptions options) {
    this.options = options;
    this.signingKey = signingKey;
  }

  @Override
  public AccessToken issue(Claims claims) {
    Instant issuedAt = claims.issuedAt();
    SigningKey key = signingKey.get();
    String text =
        JWT.create()
            .withHeader(HEADER)
            .withKeyId(key.id())
            .withIssuer(options.issuer())
            .withAudience(options.audience())
            .withSubject(claims.user().toString())
            .withClaim("roles", claims.roles().stream().map(Role::name).sorted().toList())
            .withClaim("sid", claims.session().toString())
            .withJWTId(claims.tokenId().toString())
            .withIssuedAt(issuedAt)
            .withExpiresAt(issuedAt.plus(options.lifetime()))
            .sign(Algorithm.ECDSA256(key.publicKey(), key.privateKey()));
    return new AccessToken(text, options.lifetime());
  }
}
