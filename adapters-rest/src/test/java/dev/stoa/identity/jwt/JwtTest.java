package dev.stoa.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.AccessTokensContract;
import dev.stoa.identity.application.port.CountedSecrets;
import dev.stoa.identity.application.port.SigningKey;
import dev.stoa.identity.domain.RefreshToken;
import dev.stoa.identity.domain.Role;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.CallerAuthenticator;
import dev.stoa.shared.rest.CallerAuthenticator.InvalidAccessToken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JwtTest implements AccessTokensContract {
  private static final SigningKey KEY = newKey();
  private static final Algorithm OURS = Algorithm.ECDSA256(KEY.publicKey(), KEY.privateKey());
  private static final SessionId SESSION = new SessionId(new UUID(2, 2));

  private Instant now = NOW;
  private final AccessTokens tokens = new JwtAccessTokens(() -> KEY, JwtOptions.DEFAULT);
  private final CallerAuthenticator authenticator =
      new JwtAuthenticator(new OwnKey(() -> KEY), JwtOptions.DEFAULT, () -> now);

  static SigningKey newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public AccessTokens accessTokens() {
    return tokens;
  }

  @Override
  public boolean isGoodAt(AccessTokens.AccessToken token, Instant time) {
    try {
      new JwtAuthenticator(new OwnKey(() -> KEY), JwtOptions.DEFAULT, () -> time)
          .authenticate(token.text());
      return true;
    } catch (InvalidAccessToken e) {
      return false;
    }
  }

  private String token(Role... roles) {
    return tokens
        .issue(new AccessTokens.Claims(ADA, Set.of(roles), SESSION, new UUID(3, 3), NOW))
        .text();
  }

  /** A token as ours, to be spoilt in one place. */
  private static JWTCreator.Builder likeOurs() {
    return JWT.create()
        .withHeader(Map.of("typ", "at+jwt"))
        .withKeyId(KEY.id())
        .withIssuer("stoa")
        .withAudience("stoa-api")
        .withSubject(ADA.toString())
        .withClaim("roles", List.of("ADMIN", "CUSTOMER"))
        .withClaim("sid", SESSION.toString())
        .withJWTId("x")
        .withIssuedAt(NOW)
        .withExpiresAt(NOW.plusSeconds(900));
  }

  private void assertRefused(String token) {
    // Twice: what was refused must not be remembered as good.
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> authenticator.authenticate(token))
          .isInstanceOf(InvalidAccessToken.class)
          .hasMessageStartingWith("it ");
    }
  }

  @Test
  void saysWhoCallsAndFromWhichSession() {
    DecodedJWT token = JWT.decode(token(Role.CUSTOMER, Role.ADMIN));

    assertThat(token.getAlgorithm()).isEqualTo("ES256");
    assertThat(token.getType()).isEqualTo("at+jwt");
    assertThat(token.getKeyId()).isEqualTo(KEY.id());
    assertThat(token.getIssuer()).isEqualTo("stoa");
    assertThat(token.getAudience()).containsExactly("stoa-api");
    assertThat(token.getSubject()).isEqualTo(ADA.toString());
    assertThat(token.getClaim("roles").asList(String.class)).containsExactly("ADMIN", "CUSTOMER");
    assertThat(token.getClaim("sid").asString()).isEqualTo(SESSION.toString());
    assertThat(token.getId()).isEqualTo(new UUID(3, 3).toString());
    assertThat(token.getIssuedAtAsInstant()).isEqualTo(NOW);
    assertThat(token.getExpiresAtAsInstant()).isEqualTo(NOW.plusSeconds(900));
  }

  @Test
  void knowsTheCallerOfATokenItSigned() {
    for (int i = 0; i < 2; i++) {
      assertThat(authenticator.authenticate(token(Role.CUSTOMER)))
          .isEqualTo(new Caller(ADA, Set.of("CUSTOMER"), NOW.plusSeconds(905), SESSION));
      assertThat(authenticator.authenticate(token(Role.CUSTOMER, Role.ADMIN)).isAdmin()).isTrue();
      assertThat(authenticator.authenticate(likeOurs().sign(OURS)).isAdmin()).isTrue();
    }
  }

  @Test
  void refusesARememberedTokenOnceItHasExpired() {
    String token = token(Role.CUSTOMER);
    authenticator.authenticate(token);

    now = NOW.plusSeconds(905);
    authenticator.authenticate(token);
    now = NOW.plusSeconds(906);

    assertThatThrownBy(() -> authenticator.authenticate(token)).hasMessage("it has expired");
    assertRefused(token);
  }

  @Test
  void refusesATokenFromTheFuture() {
    now = NOW.minusSeconds(4);
    authenticator.authenticate(likeOurs().sign(OURS));
    now = NOW.minusSeconds(60);

    assertRefused(token(Role.CUSTOMER));
  }

  @Test
  void refusesATokenThatNobodySigned() {
    assertRefused(likeOurs().sign(Algorithm.none()));
    String[] parts = token(Role.CUSTOMER).split("\\.", -1);
    assertRefused(base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".");
    assertRefused(parts[0] + "." + parts[1] + ".");
    assertRefused(parts[0] + "." + parts[1]);
    assertRefused(parts[0] + "." + parts[1] + "." + base64("\0".repeat(64)));
  }

  @Test
  void refusesThePublicKeyAsASharedSecret() {
    assertRefused(likeOurs().sign(Algorithm.HMAC256(KEY.publicKey().getEncoded())));
    assertRefused(
        likeOurs()
            .sign(
                Algorithm.HMAC256(
                    Base64.getEncoder().encodeToString(KEY.publicKey().getEncoded()))));
  }

  @Test
  void refusesAnotherKey() {
    SigningKey other = newKey();
    assertRefused(likeOurs().sign(Algorithm.ECDSA256(other.publicKey(), other.privateKey())));
    assertRefused(
        new JwtAccessTokens(() -> other, JwtOptions.DEFAULT)
            .issue(new AccessTokens.Claims(ADA, Set.of(Role.ADMIN), SESSION, new UUID(1, 1), NOW))
            .text());
  }

  @Test
  void refusesChangedClaims() {
    String[] parts = token(Role.CUSTOMER).split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);

    assertRefused(parts[0] + "." + base64(claims.replace("CUSTOMER", "ADMIN")) + "." + parts[2]);
  }

  @Test
  void refusesWhatWasSignedForSomethingElse() {
    assertRefused(likeOurs().withIssuer("elsewhere").sign(OURS));
    assertRefused(likeOurs().withAudience("another-api").sign(OURS));
    assertRefused(likeOurs().withHeader(Map.of("typ", "JWT")).sign(OURS));
    assertRefused(likeOurs().withKeyId("another").sign(OURS));
  }

  @Test
  void refusesATokenThatLeavesSomethingOut() {
    JWTCreator.Builder withoutExpiry =
        JWT.create()
            .withHeader(Map.of("typ", "at+jwt"))
            .withKeyId(KEY.id())
            .withIssuer("stoa")
            .withAudience("stoa-api")
            .withSubject(ADA.toString())
            .withClaim("roles", List.of("CUSTOMER"))
            .withClaim("sid", SESSION.toString())
            .withJWTId("x")
            .withIssuedAt(NOW);

    assertRefused(withoutExpiry.sign(OURS));
    assertRefused(likeOurs().withSubject("not-a-user").sign(OURS));
  }

  @Test
  void refusesWhatIsNoAccessTokenAtAll() {
    assertRefused("");
    assertRefused("x");
    assertRefused("..");
    assertRefused(new RefreshToken(SESSION, new CountedSecrets().nextRefreshSecret()).text());
  }

  @Test
  void remembersABoundedNumberOfTokens() {
    RecentTokens<Integer> recent = new RecentTokens<>(10);
    for (int i = 0; i < 1_000; i++) {
      recent.remember("t" + i, i);
      assertThat(recent.find("t" + i)).contains(i);
    }

    long remembered = 0;
    RecentTokens<Integer> after = recent;
    for (int i = 0; i < 990; i++) {
      remembered += after.find("t" + i).isPresent() ? 1 : 0;
    }
    assertThat(remembered).isZero();
    recent.forget("t999");
    assertThat(recent.find("t999")).isEmpty();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
