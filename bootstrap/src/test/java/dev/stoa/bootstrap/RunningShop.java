package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.domain.DisplayName;
import dev.stoa.identity.domain.PasswordHash;
import dev.stoa.identity.domain.Role;
import dev.stoa.identity.domain.SecretHash;
import dev.stoa.identity.domain.Session;
import dev.stoa.identity.domain.User;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A whole shop in this process, and clients that talk to it over HTTP alone. Accounts and sessions
 * of most users are put into the stores, and their tokens come from the shop's own key, for hashing
 * a password for each of many takes too long.
 */
final class RunningShop implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Set<String> accounts = ConcurrentHashMap.newKeySet();
  private final Shop shop;
  private final URI url;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningShop(Shop shop, URI url) {
    this.shop = shop;
    this.url = url;
  }

  /** Opens a shop on the folder, with these settings beside the usual ones. */
  static RunningShop open(Path data, Map<String, String> settings) {
    Map<String, String> options = new LinkedHashMap<>(settings);
    options.put("data", data.toString());
    options.put("port", "0");
    Shop shop = Shop.open(ConfigReader.read(options, Map.of(), null));
    shop.react();
    return new RunningShop(shop, shop.serve());
  }

  /** A shop that runs elsewhere; tokens are signed with the key of this one, which is the same. */
  static RunningShop at(URI url, Shop identity) {
    return new RunningShop(identity, url);
  }

  /** One of the objects that the profile binds. */
  <T> T get(Class<T> type) {
    return shop.get(type);
  }

  /** The address of a path. */
  URI url(String path) {
    return url.resolve(path);
  }

  /** The address of Socket.IO. */
  URI socketIo() {
    return shop.socketIo().map(port -> URI.create("http://127.0.0.1:" + port)).orElse(url);
  }

  Client anyone() {
    return new Client(Map.of());
  }

  Client withToken(String token) {
    return new Client(Map.of("Authorization", "Bearer " + token));
  }

  /** A customer who is logged in. */
  Client customer(String name) {
    return withToken(token(name, Set.of(Role.CUSTOMER), Instant.now()));
  }

  Client admin() {
    return withToken(token("admin", Set.of(Role.CUSTOMER, Role.ADMIN), Instant.now()));
  }

  String token(String name, Set<Role> roles, Instant issuedAt) {
    UserId user = new UserId(Derivation.of("test-user", 1).with(name).id());
    SessionId session = new SessionId(Derivation.of("test-session", 1).with(name).id());
    if (accounts.contains(name)) {
      try {
        haveAccount(name, user, roles, session);
      } catch (StoreUnavailable away) {
        // It was made before, and some tests take stores away.
      }
    } else {
      haveAccount(name, user, roles, session);
      accounts.add(name);
    }
    return get(AccessTokens.class)
        .issue(
            new AccessTokens.Claims(
                user, roles, session, Derivation.of("test-token", 1).with(name).id(), issuedAt))
        .text();
  }

  private synchronized void haveAccount(
      String name, UserId user, Set<Role> roles, SessionId session) {
    Instant now = Instant.now();
    if (get(Users.class).find(user).isEmpty()) {
      EmailAddress email = new EmailAddress(name + "@made-up.example");
      PasswordHash none = new PasswordHash("$none");
      get(Users.class)
          .save(
              User.reconstitute(
                  user, Version.NEW, email, new DisplayName(name), none, roles, now, null),
              List.of());
    }
    if (get(Sessions.class).find(session).isEmpty()) {
      SecretHash none = new SecretHash("0".repeat(64));
      get(Sessions.class)
          .save(
              Session.reconstitute(
                  session, Version.NEW, user, none, now, now, now.plus(Session.LIFETIME)));
    }
  }

  /** Puts a product on sale whose handle and SKU are this, in lower and upper case. */
  String sell(String handle, String price, int stock) {
    Answer created = admin().post("/api/products", product(handle, price));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    String product = "/api/products/" + created.json().path("id").textValue();
    Answer delivered =
        admin()
            .post(
                product + "/stock-movements",
                "{\"sku\": \"%s\", \"delta\": %d, \"reason\": \"delivery\"}"
                    .formatted(sku(handle), stock));
    assertThat(delivered.status()).as(delivered.body()).isEqualTo(201);
    return product;
  }

  static String product(String handle, String price) {
    return """
    {"handle": "%s", "title": "Lamp %s", "categories": [], "active": true,
     "variants": [{"sku": "%s", "price": {"amount": "%s", "currency": "EUR"},
                   "taxRate": "19"}]}\
    """
        .formatted(handle, handle, sku(handle), price);
  }

  static String sku(String handle) {
    return handle.toUpperCase(Locale.ROOT);
  }

  /** Asks again until the answer is as wanted; fails after a while. */
  static Answer until(Supplier<Answer> question, Predicate<Answer> wanted) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    Answer answer = question.get();
    while (!wanted.test(answer)) {
      assertThat(System.nanoTime()).as("still %s", answer).isLessThan(deadline);
      pause();
      answer = question.get();
    }
    return answer;
  }

  private static void pause() {
    try {
      assertThat(new CountDownLatch(1).await(25, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    shop.close();
  }

  /** Sends requests with the same headers. */
  final class Client {
    private final Map<String, String> headers;

    private Client(Map<String, String> headers) {
      this.headers = headers;
    }

    Client with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Client(more);
    }

    Answer get(String path) {
      return send("GET", path, null);
    }

    Answer delete(String path) {
      return send("DELETE", path, null);
    }

    Answer post(String path, String json) {
      return send("POST", path, json);
    }

    Answer put(String path, String json) {
      return send("PUT", path, json);
    }

    /** Has so many in the basket, as soon as the basket knows that they are on sale. */
    void fill(String sku, int quantity) {
      until(
          () -> put("/api/basket/items/" + sku, "{\"quantity\": " + quantity + "}"),
          answer -> answer.status() == 200);
    }

    /** A checkout of the basket as it is now, to be sent under this key. */
    String confirmed(String paymentMethod) {
      return confirmed(paymentMethod, get("/api/basket").json().path("total").toString());
    }

    String confirmed(String paymentMethod, String total) {
      return """
      {"expectedTotal": %s, "paymentMethod": "%s", "email": "ada@example.com",
       "shippingAddress": {"name": "Ada Lovelace", "street": "12 St James's Square",
         "postalCode": "SW1Y 4JH", "city": "London", "country": "GB"}}\
      """
          .formatted(total, paymentMethod);
    }

    /** Sends a checkout and waits for its outcome. */
    Answer checkOut(String key, String confirmed) {
      return with("Idempotency-Key", key)
          .with("Prefer", "wait=20")
          .post("/api/checkouts", confirmed);
    }

    /** Reads what is at an address of its own. */
    Answer sendTo(URI address) {
      return send("GET", address, null);
    }

    Answer send(String method, String path, @Nullable String body) {
      return send(method, url.resolve(path), body);
    }

    private Answer send(String method, URI address, @Nullable String body) {
      HttpRequest.Builder request = HttpRequest.newBuilder(address);
      headers.forEach(request::header);
      if (body != null) {
        request.header("Content-Type", "application/json");
      }
      request.method(
          method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      try {
        return new Answer(http.send(request.build(), BodyHandlers.ofString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** What the shop answered. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + response.body(), e);
      }
    }

    /** A text in the answer: {@code text("/total/amount")}. */
    String text(String pointer) {
      return json().at(pointer).asText();
    }

    /** The slug of a problem: {@code price-changed}. */
    String problem() {
      return text("/type").replace("/problems/", "");
    }

    @Override
    public String toString() {
      return status() + " " + body();
    }
  }
}
