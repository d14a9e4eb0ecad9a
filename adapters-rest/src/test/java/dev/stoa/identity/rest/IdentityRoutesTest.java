package dev.stoa.identity.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.stoa.identity.application.ChangeProfile;
import dev.stoa.identity.application.CreateAdmin;
import dev.stoa.identity.application.DeleteAccount;
import dev.stoa.identity.application.LogIn;
import dev.stoa.identity.application.LogOut;
import dev.stoa.identity.application.ReadProfile;
import dev.stoa.identity.application.RefreshSession;
import dev.stoa.identity.application.RegisterUser;
import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.CountedSecrets;
import dev.stoa.identity.application.port.FastPasswordHasher;
import dev.stoa.identity.application.port.InMemorySessions;
import dev.stoa.identity.application.port.InMemoryUsers;
import dev.stoa.identity.application.port.SigningKey;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.Password;
import dev.stoa.identity.jwt.JwtModule;
import dev.stoa.identity.jwt.JwtOptions;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.rest.CallerAuthenticator;
import dev.stoa.shared.rest.RestOptions;
import dev.stoa.shared.rest.RestTestServer;
import dev.stoa.shared.rest.RestTestServer.Answer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityRoutesTest {
  private static final String PASSWORD = "a long enough passphrase";
  private static final Map<String, String> ADA =
      Map.of("email", "Ada@Example.com", "password", PASSWORD, "name", "Ada");
  private static final Map<String, String> ADAS_LOGIN =
      Map.of("email", "ada@example.com", "password", PASSWORD);
  private static final SigningKey KEY = newKey();

  private Instant now = Instant.parse("2026-11-23T10:15:30Z");
  private final InstantSource clock = () -> now;
  private final AtomicLong ids = new AtomicLong();
  private final InMemoryUsers users = new InMemoryUsers();
  private final FastPasswordHasher hasher = new FastPasswordHasher(1);
  private final RestTestServer server = start();

  private UUID id() {
    return new UUID(7, ids.incrementAndGet());
  }

  private RestTestServer start() {
    Injector injector =
        Guice.createInjector(
            new JwtModule(JwtOptions.DEFAULT),
            binder -> {
              binder.bind(SigningKeys.class).toInstance(() -> KEY);
              binder.bind(InstantSource.class).toInstance(clock);
            });
    AccessTokens tokens = injector.getInstance(AccessTokens.class);
    InMemorySessions sessions = new InMemorySessions();
    CountedSecrets secrets = new CountedSecrets();
    return RestTestServer.of(
        injector.getInstance(CallerAuthenticator.class),
        RestOptions.DEFAULT,
        new AuthResource(
            new RegisterUser(users, hasher, this::id, clock),
            new LogIn(users, sessions, hasher, tokens, secrets, this::id, clock),
            new RefreshSession(users, sessions, tokens, secrets, this::id, clock),
            new LogOut(sessions)),
        new MeResource(
            new ReadProfile(users),
            new ChangeProfile(users, clock),
            new DeleteAccount(users, hasher, clock)),
        new JwksResource(() -> KEY));
  }

  private static SigningKey newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer post(String path, Object body) {
    return server.anonymous().post(path, body);
  }

  private Answer logIn() {
    Answer answer = post("/api/auth/login", ADAS_LOGIN);
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  private RestTestServer.Client ada() {
    assertThat(post("/api/auth/register", ADA).status()).isEqualTo(201);
    return server.as(logIn().json().path("accessToken").asText());
  }

  private Answer refresh(Answer tokens) {
    return post(
        "/api/auth/refresh", Map.of("refreshToken", tokens.json().path("refreshToken").asText()));
  }

  @Test
  void registersAndLogsIn() {
    Answer registered = post("/api/auth/register", ADA);

    assertThat(registered.status()).isEqualTo(201);
    assertThat(registered.header("Location")).endsWith("/api/me");
    assertThat(registered.json().path("email").asText()).isEqualTo("ada@example.com");
    assertThat(registered.json().path("name").asText()).isEqualTo("Ada");
    assertThat(registered.json().path("roles").toString()).isEqualTo("[\"CUSTOMER\"]");
    assertThat(registered.json().size()).isEqualTo(4);
    Answer tokens = logIn();
    assertThat(tokens.json().path("tokenType").asText()).isEqualTo("Bearer");
    assertThat(tokens.json().path("expiresIn").asInt()).isEqualTo(900);
    assertThat(tokens.header("Cache-Control")).isEqualTo("no-store");
    Answer me = server.as(tokens.json().path("accessToken").asText()).get("/api/me");
    assertThat(me.status()).isEqualTo(200);
    assertThat(me.body()).isEqualTo(registered.body());
    assertThat(me.header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void registersAnAddressOnceAndAKeyOnce() {
    RestTestServer.Client keyed = server.anonymous().with("Idempotency-Key", "k1");
    Answer first = keyed.post("/api/auth/register", ADA);
    Answer again = keyed.post("/api/auth/register", ADA);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    Answer reused =
        keyed.post(
            "/api/auth/register",
            Map.of("email", "ada@example.com", "password", PASSWORD, "name", "Eve"));
    assertThat(reused.status()).isEqualTo(422);
    assertThat(reused.problem()).isEqualTo("idempotency-key-reused");
    Answer taken = post("/api/auth/register", ADA);
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.problem()).isEqualTo("email-taken");
    assertThat(users.published()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "no-address, a long enough passphrase, Ada, email",
    "ada@example.com, short, Ada, password",
    "ada@example.com, password123, Ada, password",
    "ada@example.com, a long enough passphrase, ' ', name"
  })
  void namesTheFieldThatIsWrong(String email, String password, String name, String field) {
    Answer answer =
        post("/api/auth/register", Map.of("email", email, "password", password, "name", name));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-field");
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void refusesAnUnknownAddressAndAWrongPasswordWithTheSameAnswer() {
    post("/api/auth/register", ADA);

    Answer wrong = post("/api/auth/login", Map.of("email", "ada@example.com", "password", "wrong"));
    Answer unknown =
        post("/api/auth/login", Map.of("email", "eve@example.com", "password", PASSWORD));

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.problem()).isEqualTo("invalid-credentials");
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(hasher.comparisons()).isEqualTo(2);
  }

  @Test
  void rotatesRefreshTokensAndEndsTheSessionOnReuse() {
    post("/api/auth/register", ADA);
    Answer first = logIn();
    Answer second = refresh(first);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("Cache-Control")).isEqualTo("no-store");
    assertThat(refresh(first).problem()).isEqualTo("session-ended");
    Answer ended = refresh(second);
    assertThat(ended.status()).isEqualTo(401);
    assertThat(ended.problem()).isEqualTo("session-ended");
    assertThat(post("/api/auth/refresh", Map.of("refreshToken", "nonsense")).body())
        .isEqualTo(ended.body());
  }

  @Test
  void logsOut() {
    post("/api/auth/register", ADA);
    Answer tokens = logIn();
    Map<String, String> body = Map.of("refreshToken", tokens.json().path("refreshToken").asText());

    assertThat(post("/api/auth/logout", body).status()).isEqualTo(204);
    assertThat(post("/api/auth/logout", body).status()).isEqualTo(204);
    assertThat(post("/api/auth/logout", Map.of("refreshToken", "x")).status()).isEqualTo(204);
    assertThat(refresh(tokens).status()).isEqualTo(401);
  }

  @Test
  void changesTheNameOfTheVersionThatWasSeen() {
    RestTestServer.Client ada = ada();

    Answer changed = ada.with("If-Match", "\"1\"").patch("/api/me", Map.of("name", "Countess"));
    Answer stale = ada.with("If-Match", "\"1\"").patch("/api/me", Map.of("name", "Eve"));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(changed.json().path("name").asText()).isEqualTo("Countess");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.problem()).isEqualTo("precondition-failed");
    assertThat(ada.patch("/api/me", Map.of()).header("ETag")).isEqualTo("\"2\"");
    assertThat(ada.patch("/api/me", Map.of("email", "eve@example.com")).status()).isEqualTo(400);
    assertThat(ada.patch("/api/me", Map.of("roles", "ADMIN")).status()).isEqualTo(400);
  }

  @Test
  void deletesTheAccountForItsPassword() {
    RestTestServer.Client ada = ada();
    Answer session = logIn();

    Answer wrong = ada.send("DELETE", "/api/me", Map.of("password", "wrong"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.problem()).isEqualTo("invalid-credentials");
    assertThat(ada.send("DELETE", "/api/me", Map.of()).status()).isEqualTo(400);
    assertThat(ada.delete("/api/me").status()).isEqualTo(400);
    assertThat(ada.get("/api/me").status()).isEqualTo(200);

    assertThat(ada.send("DELETE", "/api/me", Map.of("password", PASSWORD)).status()).isEqualTo(204);

    assertThat(ada.get("/api/me").status()).isEqualTo(401);
    assertThat(ada.patch("/api/me", Map.of("name", "x")).problem()).isEqualTo("unauthenticated");
    assertThat(ada.send("DELETE", "/api/me", Map.of("password", PASSWORD)).status()).isEqualTo(401);
    assertThat(refresh(session).problem()).isEqualTo("session-ended");
    assertThat(post("/api/auth/login", ADAS_LOGIN).problem()).isEqualTo("invalid-credentials");
  }

  @Test
  void showsAnAdministratorTheOwnAccountToo() {
    new CreateAdmin(users, hasher, this::id, clock)
        .handle(
            new CreateAdmin.Command(
                new EmailAddress("ada@example.com"),
                new DisplayName("Ada"),
                new Password(PASSWORD)));

    Answer me = server.as(logIn().json().path("accessToken").asText()).get("/api/me");

    assertThat(me.json().path("roles").toString()).isEqualTo("[\"CUSTOMER\",\"ADMIN\"]");
  }

  @Test
  void letsNobodyToTheAccountWithoutAGoodToken() {
    RestTestServer.Client ada = ada();
    String good = logIn().json().path("accessToken").asText();
    String[] parts = good.split("\\.", -1);
    String none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0." + parts[1] + ".";
    String forged = parts[0] + "." + parts[1] + "." + parts[2].substring(1) + "A";
    String refreshToken = logIn().json().path("refreshToken").asText();

    assertNoAccess(server.anonymous());
    for (String bad : new String[] {none, forged, refreshToken, "x"}) {
      assertNoAccess(server.as(bad));
    }
    assertThat(ada.get("/api/me").status()).isEqualTo(200);
    now = now.plusSeconds(960);
    assertNoAccess(ada);
    assertThat(users.published()).hasSize(1);
  }

  private static void assertNoAccess(RestTestServer.Client client) {
    for (Answer answer :
        new Answer[] {
          client.get("/api/me"),
          client.patch("/api/me", Map.of("name", "Eve")),
          client.send("DELETE", "/api/me", Map.of("password", PASSWORD))
        }) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.problem()).isEqualTo("unauthenticated");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void publishesThePublicKeyAndNoMore() {
    Answer answer = server.anonymous().get("/.well-known/jwks.json");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/keys/0/kid").asText()).isEqualTo(KEY.id());
    assertThat(answer.json().at("/keys/0/x").asText()).hasSize(43).isEqualTo(KEY.x());
    assertThat(answer.json().at("/keys/0/y").asText()).hasSize(43).isEqualTo(KEY.y());
    assertThat(answer.json().at("/keys/0/alg").asText()).isEqualTo("ES256");
    assertThat(answer.json().at("/keys/0").has("d")).isFalse();
    assertThat(answer.json().path("keys").size()).isEqualTo(1);
  }

  @Test
  void refusesABodyThatIsFarTooLargeForAPassword() {
    Answer answer =
        post("/api/auth/login", Map.of("email", "ada@example.com", "password", "x".repeat(20_000)));

    assertThat(answer.status()).isEqualTo(413);
  }
}
