package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real shop is killed with SIGKILL in the middle of purchases, again and again. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class KilledShopTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BUYERS = 6;
  private static final int KILLS = 3;
  private static final int ANSWERS_BEFORE_A_KILL = 30;
  private static final String ADDRESS =
      """
      {"name":"Ada Lovelace","street":"12 St James's Square","postalCode":"SW1Y 4JH",\
      "city":"London","country":"GB"}\
      """;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** A purchase that was sent, with or without an answer. */
  private record Attempt(Buyer buyer, String key, String body, boolean acknowledged) {}

  private record Buyer(String email, String token) {}

  @Test
  void keepsEveryAcknowledgedPurchaseAndEndsEachExactlyOnce(@TempDir Path data) throws Exception {
    List<Attempt> attempts = new ArrayList<>();
    List<Buyer> buyers = new ArrayList<>();
    @Nullable Buyer admin = null;
    for (int round = 0; round < KILLS; round++) {
      try (ShopProcess shop = ShopProcess.start("demo", data)) {
        if (admin == null) {
          admin = logIn(shop.address(), printedAdminEmail(shop), printedAdminPassword(shop));
          for (int i = 0; i < BUYERS; i++) {
            buyers.add(register(shop.address(), i));
          }
        }
        attempts.addAll(buyUntilKilled(shop, round, buyers));
      }
    }

    try (ShopProcess shop = ShopProcess.start("demo", data)) {
      Map<String, Set<String>> orders = new HashMap<>();
      for (Buyer buyer : buyers) {
        orders.put(buyer.email(), orderIds(shop.address(), buyer));
      }
      Set<String> purchases = new HashSet<>();
      int acknowledged = 0;
      for (Attempt attempt : attempts) {
        JsonNode outcome = repeat(shop.address(), attempt);
        if (outcome.path("status").asText().equals("completed")) {
          purchases.add(outcome.path("orderId").asText());
          acknowledged++;
        } else {
          // Without an answer nothing is promised but that the repeated request gets a true one.
          assertThat(attempt.acknowledged()).as("%s was %s", attempt, outcome).isFalse();
        }
      }
      assertThat(acknowledged).isGreaterThanOrEqualTo(KILLS * ANSWERS_BEFORE_A_KILL);

      Set<String> ordersNow = new HashSet<>();
      for (Buyer buyer : buyers) {
        Set<String> now = orderIds(shop.address(), buyer);
        assertThat(now).containsAll(orders.get(buyer.email()));
        ordersNow.addAll(now);
      }
      assertThat(ordersNow).isEqualTo(purchases);

      JsonNode books = read(shop.address(), "/api/admin/books", admin);
      assertThat(books.path("balanced").asBoolean()).as(books.toPrettyString()).isTrue();
      assertThat(shop.stop()).as(shop.printed()).isIn(0, 143);
    }
  }

  private List<Attempt> buyUntilKilled(ShopProcess shop, int round, List<Buyer> buyers)
      throws Exception {
    List<String> skus = skusInStock(shop.address());
    CountDownLatch answers = new CountDownLatch(ANSWERS_BEFORE_A_KILL);
    List<Future<List<Attempt>>> work = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < buyers.size(); i++) {
        Buyer buyer = buyers.get(i);
        int first = i;
        work.add(pool.submit(() -> buy(shop.address(), round, buyer, skus, first, answers)));
      }
      boolean enough = answers.await(3, TimeUnit.MINUTES);
      shop.kill();
      assertThat(enough).as("too few purchases; the shop said:\n%s", shop.printed()).isTrue();
    }
    List<Attempt> attempts = new ArrayList<>();
    for (Future<List<Attempt>> part : work) {
      attempts.addAll(part.get());
    }
    return attempts;
  }

  /** Buys until the connection breaks. */
  private List<Attempt> buy(
      URI shop, int round, Buyer buyer, List<String> skus, int first, CountDownLatch answers)
      throws InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    for (int n = 0; ; n++) {
      String sku = skus.get((first + n * BUYERS) % skus.size());
      String key = "round-" + round + "-purchase-" + n;
      String body = null;
      try {
        send(
            shop,
            buyer,
            "POST",
            "/api/basket/items",
            null,
            "{\"sku\":\"" + sku + "\",\"quantity\":1}");
        String total = read(shop, "/api/basket", buyer).path("total").toString();
        body =
            "{\"expectedTotal\":%s,\"paymentMethod\":\"tok_success\",\"email\":\"%s\",\"shippingAddress\":%s}"
                .formatted(total, buyer.email(), ADDRESS);
        HttpResponse<String> answer = send(shop, buyer, "POST", "/api/checkouts", key, body);
        boolean acknowledged = answer.statusCode() == 200 || answer.statusCode() == 202;
        attempts.add(new Attempt(buyer, key, body, acknowledged));
        if (acknowledged) {
          answers.countDown();
        }
      } catch (IOException e) {
        if (body != null) {
          attempts.add(new Attempt(buyer, key, body, false));
        }
        return attempts;
      }
    }
  }

  /** Sends the same request again, as a client does that does not know what became of it. */
  private JsonNode repeat(URI shop, Attempt attempt) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(shop, attempt.buyer(), "POST", "/api/checkouts", attempt.key(), attempt.body());
    return JSON.readTree(answer.body());
  }

  private Set<String> orderIds(URI shop, Buyer buyer) throws IOException, InterruptedException {
    Set<String> ids = new HashSet<>();
    String cursor = "";
    do {
      JsonNode page = read(shop, "/api/orders?limit=100" + cursor, buyer);
      page.path("items").forEach(order -> assertThat(ids.add(order.path("id").asText())).isTrue());
      cursor = page.hasNonNull("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    return ids;
  }

  private List<String> skusInStock(URI shop) throws IOException, InterruptedException {
    List<String> skus = new ArrayList<>();
    for (JsonNode product : read(shop, "/api/products?limit=100", null).path("items")) {
      for (JsonNode variant : product.path("variants")) {
        if (variant.path("available").asInt() > 5) {
          skus.add(variant.path("sku").asText());
        }
      }
    }
    return skus;
  }

  private Buyer register(URI shop, int number) throws IOException, InterruptedException {
    String email = "buyer-" + number + "@example.com";
    String password = "a long enough passphrase";
    HttpResponse<String> answer =
        send(
            shop,
            null,
            "POST",
            "/api/auth/register",
            null,
            "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"Buyer\"}".formatted(email, password));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return logIn(shop, email, password);
  }

  private Buyer logIn(URI shop, String email, String password)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            shop,
            null,
            "POST",
            "/api/auth/login",
            null,
            "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Buyer(email, JSON.readTree(answer.body()).path("accessToken").asText());
  }

  private JsonNode read(URI shop, String path, @Nullable Buyer caller)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(shop, caller, "GET", path, null, null);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(
      URI shop,
      @Nullable Buyer caller,
      String method,
      String path,
      @Nullable String key,
      @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(shop.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (caller != null) {
      request.header("Authorization", "Bearer " + caller.token());
    }
    if (key != null) {
      request.header("Idempotency-Key", key).header("Prefer", "wait=20");
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String printedAdminEmail(ShopProcess shop) {
    return printed(shop, "([\\w.+-]+@[\\w.-]+)");
  }

  private static String printedAdminPassword(ShopProcess shop) {
    return printed(shop, "[Pp]assword:?\\s+(\\S+)");
  }

  private static String printed(ShopProcess shop, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(shop.printed());
    assertThat(matcher.find()).as("%s in:\n%s", pattern, shop.printed()).isTrue();
    return matcher.group(1);
  }
}
