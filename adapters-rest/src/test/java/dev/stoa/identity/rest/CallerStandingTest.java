package dev.stoa.identity.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import dev.stoa.identity.application.CreateAdmin;
import dev.stoa.identity.application.IdentityContext;
import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.CountedSecrets;
import dev.stoa.identity.application.port.FastPasswordHasher;
import dev.stoa.identity.application.port.InMemorySessions;
import dev.stoa.identity.application.port.InMemoryUsers;
import dev.stoa.identity.application.port.SigningKey;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.Role;
import dev.stoa.identity.domain.User;
import dev.stoa.identity.jwt.JwksModule;
import dev.stoa.identity.jwt.JwksOptions;
import dev.stoa.identity.jwt.JwtModule;
import dev.stoa.identity.jwt.JwtOptions;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.CallerAuthenticator;
import dev.stoa.shared.rest.CallerStanding;
import dev.stoa.shared.rest.RestOptions;
import dev.stoa.shared.rest.RestResource;
import dev.stoa.shared.rest.RestTestServer;
import dev.stoa.shared.rest.RestTestServer.Answer;
import dev.stoa.shared.rest.RestTestServer.Client;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Who was deleted or has logged out changes nothing more, neither where the accounts are nor in a
 * service that has none.
 */
class CallerStandingTest {
  private static final String PASSWORD = "a long enough passphrase";
  private static final SigningKey KEY = newKey();

  private final InstantSource clock = () -> Instant.parse("2026-11-23T10:15:30Z");
  private final AtomicLong ids = new AtomicLong();
  private final AtomicInteger done = new AtomicInteger();
  private final InMemoryUsers users = new InMemoryUsers();
  private final RestTestServer identity = identity();
  private final Injector other =
      Guice.createInjector(
          new JwksModule(new JwksOptions(identity.uri())),
          binder -> binder.bind(InstantSource.class).toInstance(clock));
  private final RestTestServer shop =
      RestTestServer.of(
          other.getInstance(CallerAuthenticator.class),
          other.getInstance(CallerStanding.class),
          RestOptions.DEFAULT,
          new Goods());

  /** A resource of another context. */
  @Path("/api/goods")
  public final class Goods {
    @GET
    @Access(Access.Level.USER)
    public String read() {
      return "{}";
    }

    @POST
    @Access(Access.Level.USER)
    public void buy() {
      done.incrementAndGet();
    }

    @DELETE
    @Access(Access.Level.ADMIN)
    public void clear() {
      done.incrementAndGet();
    }

    @POST
    @Path("look")
    @Access(Access.Level.ANYONE)
    public void look() {
      done.incrementAndGet();
    }
  }

  private RestTestServer identity() {
    Injector injector =
        Guice.createInjector(
            new JwtModule(JwtOptions.DEFAULT),
            new IdentityRestModule(),
            binder -> {
              binder.bind(SigningKeys.class).toInstance(() -> KEY);
              binder.bind(InstantSource.class).toInstance(clock);
              Provider<AccessTokens> tokens = binder.getProvider(AccessTokens.class);
              binder
                  .bind(IdentityContext.class)
                  .toProvider(() -> context(tokens.get()))
                  .asEagerSingleton();
            });
    Set<Object> resources =
        injector.getInstance(Key.get(new TypeLiteral<Set<Object>>() {}, RestResource.class));
    Object[] all = new Object[resources.size() + 1];
    resources.toArray(all);
    all[resources.size()] = new Goods();
    return RestTestServer.of(
        injector.getInstance(CallerAuthenticator.class),
        injector.getInstance(CallerStanding.class),
        RestOptions.DEFAULT,
        all);
  }

  private IdentityContext context(AccessTokens tokens) {
    FastPasswordHasher hasher = new FastPasswordHasher(1);
    IdentityContext context =
        new IdentityContext(
            new IdentityContext.Ports(
                users,
                new InMemorySessions(),
                hasher,
                tokens,
                new CountedSecrets(),
                () -> new UUID(7, ids.incrementAndGet()),
                clock));
    context.createAdmin.handle(
        new CreateAdmin.Command(
            new EmailAddress("root@example.com"), new DisplayName("Root"), new Password(PASSWORD)));
    return context;
  }

  @AfterEach
  void stop() {
    shop.close();
    identity.close();
  }

  @Test
  void letsWhoHasAnAccountAct() {
    String ada = logIn("ada@example.com").json().path("accessToken").asText();
    for (RestTestServer server : Set.of(identity, shop)) {
      Client client = server.as(ada);
      assertThat(client.get("/api/goods").status()).isEqualTo(200);
      assertThat(client.post("/api/goods", null).status()).isEqualTo(204);
      assertThat(client.delete("/api/goods").status()).isEqualTo(403);
    }
    assertThat(done).hasValue(2);
  }

  @Test
  void letsADeletedAccountReadButChangeNothing() {
    String ada = logIn("ada@example.com").json().path("accessToken").asText();
    assertThat(identity.as(ada).send("DELETE", "/api/me", Map.of("password", PASSWORD)).status())
        .isEqualTo(204);

    for (RestTestServer server : Set.of(identity, shop)) {
      Client client = server.as(ada);
      Answer refused = client.post("/api/goods", null);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.problem()).isEqualTo("unauthenticated");
      assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
      assertThat(client.get("/api/goods").status()).isEqualTo(200);
      assertThat(client.post("/api/goods/look", null).status()).isEqualTo(204);
    }
    assertThat(done).hasValue(2);
  }

  @Test
  void letsAnAdministratorWhoHasLoggedOutAdministerNothing() {
    Answer tokens = logIn("root@example.com");
    String root = tokens.json().path("accessToken").asText();
    assertThat(identity.as(root).delete("/api/goods").status()).isEqualTo(204);
    assertThat(shop.as(root).delete("/api/goods").status()).isEqualTo(204);
    identity
        .anonymous()
        .post(
            "/api/auth/logout",
            Map.of("refreshToken", tokens.json().path("refreshToken").asText()));

    for (RestTestServer server : Set.of(identity, shop)) {
      assertThat(server.as(root).delete("/api/goods").status()).isEqualTo(401);
    }
    assertThat(done).hasValue(2);
  }

  @Test
  void letsAnAdministratorWhoLostTheRoleAdministerNothing() {
    String root = logIn("root@example.com").json().path("accessToken").asText();
    User user = users.findByEmail(new EmailAddress("root@example.com")).orElseThrow();
    users.save(
        User.reconstitute(
            user.id(),
            user.version(),
            user.email(),
            user.name(),
            user.passwordHash(),
            Set.of(Role.CUSTOMER),
            user.registeredAt(),
            null),
        List.of());

    for (RestTestServer server : Set.of(identity, shop)) {
      assertThat(server.as(root).delete("/api/goods").status()).isEqualTo(403);
      assertThat(server.as(root).post("/api/goods", null).status()).isEqualTo(204);
    }
  }

  @Test
  void letsNobodyActWhenIdentityCannotBeAskedButReadOn() {
    String ada = logIn("ada@example.com").json().path("accessToken").asText();
    assertThat(shop.as(ada).post("/api/goods", null).status()).isEqualTo(204);
    identity.close();

    assertThat(shop.as(ada).post("/api/goods", null).status()).isEqualTo(503);
    assertThat(shop.as(ada).get("/api/goods").status()).isEqualTo(200);
    assertThat(done).hasValue(1);
  }

  private Answer logIn(String email) {
    identity
        .anonymous()
        .post("/api/auth/register", Map.of("email", email, "password", PASSWORD, "name", "Ada"));
    return identity
        .anonymous()
        .post("/api/auth/login", Map.of("email", email, "password", PASSWORD));
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
}
