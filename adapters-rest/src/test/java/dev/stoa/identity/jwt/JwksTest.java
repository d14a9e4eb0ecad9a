package dev.stoa.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.sun.net.httpserver.HttpServer;
import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.SigningKey;
import dev.stoa.identity.domain.Role;
import dev.stoa.shared.application.ReadinessCheck;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.CallerAuthenticator;
import dev.stoa.shared.rest.CallerAuthenticator.InvalidAccessToken;
import dev.stoa.shared.rest.RestOptions;
import dev.stoa.shared.rest.RestTestServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens of another process, whose keys come from a real HTTP server. */
@Timeout(60)
class JwksTest {
  private static final SigningKey FIRST = JwtTest.newKey();
  private static final SigningKey SECOND = JwtTest.newKey();
  private static final UserId ADA = new UserId(new UUID(1, 1));
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private final AtomicInteger readings = new AtomicInteger();
  private volatile Instant now = NOW;
  private volatile String answer = keySet(FIRST);
  private volatile int status = 200;
  private volatile @Nullable CountDownLatch answers;
  private @Nullable HttpServer identity;
  private int port;
  private @Nullable RemoteKeys keys;

  JwksTest() {}

  @BeforeEach
  void start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/.well-known/jwks.json",
        exchange -> {
          readings.incrementAndGet();
          CountDownLatch waited = answers;
          if (waited != null) {
            try {
              waited.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    identity = server;
    port = server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    if (answers != null) {
      answers.countDown();
    }
    if (keys != null) {
      keys.close();
    }
    goAway();
  }

  private void goAway() {
    if (identity != null) {
      identity.stop(0);
      identity = null;
    }
  }

  private JwksOptions options() {
    return new JwksOptions(
        URI.create("http://127.0.0.1:" + port + "/"),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5));
  }

  private RemoteKeys keys() {
    RemoteKeys made = new RemoteKeys(options(), () -> now);
    keys = made;
    return made;
  }

  private CallerAuthenticator authenticator() {
    return new JwtAuthenticator(keys(), JwtOptions.DEFAULT, () -> now);
  }

  private static String token(SigningKey key) {
    return new JwtAccessTokens(() -> key, JwtOptions.DEFAULT)
        .issue(
            new AccessTokens.Claims(
                ADA, Set.of(Role.CUSTOMER), new SessionId(new UUID(2, 2)), new UUID(3, 3), NOW))
        .text();
  }

  private static String keySet(SigningKey... keys) {
    return List.of(keys).stream()
        .map(key ->
            """
            {"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}\
            """
                .formatted(key.id(), key.x(), key.y()))
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void knowsACallerByTheKeysOfTheIdentityService() {
    CallerAuthenticator authenticator = authenticator();

    assertThat(authenticator.authenticate(token(FIRST)))
        .isEqualTo(
            new Caller(
                ADA, Set.of("CUSTOMER"), NOW.plusSeconds(905), new SessionId(new UUID(2, 2))));
    authenticator.authenticate(token(FIRST));
    assertThat(readings).hasValue(1);
  }

  @Test
  void goesOnWithTheKeysItKnowsWhileTheServiceIsAway() {
    CallerAuthenticator authenticator = authenticator();
    authenticator.authenticate(token(FIRST));
    goAway();
    now = NOW.plusSeconds(600);

    assertThat(authenticator.authenticate(token(FIRST)).userId()).isEqualTo(ADA);
    assertThat(keys).isNotNull();
    assertThat(keys.find(FIRST.id())).contains(FIRST.publicKey());
    assertThat(keys.problem()).isEmpty();
  }

  @Test
  void learnsANewKeyWhenATokenNamesIt() {
    CallerAuthenticator authenticator = authenticator();
    authenticator.authenticate(token(FIRST));
    answer = keySet(FIRST, SECOND);
    now = NOW.plusSeconds(2);

    authenticator.authenticate(token(SECOND));
    authenticator.authenticate(token(FIRST));
    assertThat(readings).hasValue(2);
  }

  @Test
  void asksOnceASecondHoweverManyForgedTokensCome() {
    CallerAuthenticator authenticator = authenticator();
    authenticator.authenticate(token(FIRST));
    now = NOW.plusSeconds(2);
    for (int i = 0; i < 100; i++) {
      String forged = token(JwtTest.newKey());
      assertThatThrownBy(() -> authenticator.authenticate(forged))
          .isInstanceOf(InvalidAccessToken.class);
    }
    assertThat(readings).hasValue(2);
  }

  @Test
  void refusesAForgeryThatNamesAKnownKey() {
    CallerAuthenticator authenticator = authenticator();
    String[] good = token(FIRST).split("\\.", -1);
    String[] other = token(SECOND).split("\\.", -1);

    assertThatThrownBy(() -> authenticator.authenticate(good[0] + "." + good[1] + "." + other[2]))
        .isInstanceOf(InvalidAccessToken.class);
  }

  @Test
  void cannotTellBeforeTheFirstReadingAndRecovers() {
    goAway();
    CallerAuthenticator authenticator = authenticator();
    RemoteKeys remote = java.util.Objects.requireNonNull(keys);
    assertThatThrownBy(() -> authenticator.authenticate(token(FIRST)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("/.well-known/jwks.json");
    assertThat(remote.problem()).isPresent();

    restart();
    // Not at once again: the service is left in peace for a second.
    assertThatThrownBy(() -> authenticator.authenticate(token(FIRST)))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(readings).hasValue(0);
    now = NOW.plusSeconds(2);
    authenticator.authenticate(token(FIRST));
    assertThat(remote.problem()).isEmpty();
  }

  private void restart() {
    try {
      start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void doesNotRefuseATokenWithAnUnknownKeyWhileNobodyCanBeAsked() {
    CallerAuthenticator authenticator = authenticator();
    authenticator.authenticate(token(FIRST));
    goAway();
    now = NOW.plusSeconds(2);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> authenticator.authenticate(token(SECOND)))
          .isInstanceOf(StoreUnavailable.class);
      authenticator.authenticate(token(FIRST));
    }
  }

  @Test
  void forgetsAKeyThatWasTakenOutOfUse() {
    RemoteKeys remote = keys();
    assertThat(remote.find(FIRST.id())).isPresent();
    answer = keySet(SECOND);
    now = NOW.plusSeconds(301);

    await(() -> remote.find(FIRST.id()).isEmpty());
    assertThat(remote.find(SECOND.id())).isPresent();
  }

  @Test
  void readsOnceForAllWhoWait() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    answers = release;
    RemoteKeys remote = keys();
    List<Future<?>> waiting = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        waiting.add(threads.submit(() -> assertThat(remote.find(FIRST.id())).isPresent()));
      }
      await(() -> readings.get() > 0);
      release.countDown();
    }
    for (Future<?> one : waiting) {
      one.get();
    }
    assertThat(readings).hasValue(1);
  }

  @Test
  void waitsForASilentServiceOnlyForATime() {
    answers = new CountDownLatch(1);
    JwksOptions hasty =
        new JwksOptions(
            options().identityUrl(), Duration.ofMillis(50), Duration.ZERO, Duration.ofMinutes(5));
    try (RemoteKeys remote = new RemoteKeys(hasty, () -> now)) {
      assertThatThrownBy(() -> remote.find(FIRST.id())).isInstanceOf(StoreUnavailable.class);
    }
  }

  @Test
  void believesNoAnswerThatIsNoKeySet() {
    RemoteKeys remote = keys();
    List<String> bad =
        List.of(
            "",
            "no JSON",
            "{\"keys\":[]}",
            "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"r\"}]}",
            keySet(FIRST).replace("\"y\":\"", "\"y\":\"AA"),
            keySet(FIRST).replace(FIRST.y(), FIRST.x()),
            keySet(FIRST).replace("P-256", "P-384"),
            keySet(FIRST).replace("\"sig\"", "\"enc\""),
            keySet(FIRST) + " ".repeat(70_000));
    for (String one : bad) {
      answer = one;
      now = now.plusSeconds(2);
      assertThatThrownBy(() -> remote.find(FIRST.id()))
          .as(one)
          .isInstanceOf(StoreUnavailable.class);
    }
    answer = keySet(FIRST);
    status = 500;
    now = now.plusSeconds(2);
    assertThatThrownBy(() -> remote.find(FIRST.id())).isInstanceOf(StoreUnavailable.class);
    assertThat(readings).hasValue(bad.size() + 1);
  }

  @Test
  void answers503UntilItKnowsTheKeysAnd401OnlyAfterwards() {
    goAway();
    try (RestTestServer server =
        RestTestServer.of(authenticator(), RestOptions.DEFAULT, new Whoami())) {
      RestTestServer.Answer away = server.as(token(FIRST)).get("/whoami");
      assertThat(away.status()).isEqualTo(503);
      assertThat(away.header("Retry-After")).isEqualTo("1");
      assertThat(server.as("rubbish").get("/whoami").status()).isEqualTo(401);

      restart();
      now = NOW.plusSeconds(2);
      assertThat(server.as(token(FIRST)).get("/whoami").body()).isEqualTo("\"here\"");
      assertThat(server.as(token(SECOND)).get("/whoami").status()).isEqualTo(401);
    }
  }

  /** A route for customers. */
  @Path("/whoami")
  public static final class Whoami {
    Whoami() {}

    @GET
    @Access(Access.Level.USER)
    public String read() {
      return "\"here\"";
    }
  }

  @Test
  void isReadyOnceItHasReadTheKeysByItself() {
    Injector injector =
        Guice.createInjector(
            new AbstractModule() {
              @Override
              protected void configure() {
                binder().requireExplicitBindings();
                binder().requireExactBindingAnnotations();
                binder().requireAtInjectOnConstructors();
                bind(InstantSource.class).toInstance(InstantSource.system());
                Multibinder.newSetBinder(binder(), ReadinessCheck.class);
              }
            },
            new JwksModule(options()));
    assertThat(injector.getInstance(CallerAuthenticator.class)).isNotNull();
    Set<ReadinessCheck> checks =
        injector.getInstance(Key.get(new TypeLiteral<Set<ReadinessCheck>>() {}));
    try (RemoteKeys remote = injector.getInstance(RemoteKeys.class)) {
      await(() -> remote.problem().isEmpty());
    }
    assertThat(checks).extracting(ReadinessCheck::name).containsExactly("identity-keys");
  }

  @Test
  void refusesAnAddressThatIsNone() {
    assertThatThrownBy(() -> new JwksOptions(URI.create("identity:8081")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("identity:8081");
  }
}
