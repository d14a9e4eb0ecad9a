package dev.stoa.cluster.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.cluster.prove.ClientRecord.Outcome;
import dev.stoa.cluster.prove.ShopClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Fills a basket and buys it, again and again. Whatever has no answer is sent again; whatever had
 * one is written down, and sometimes sent again all the same.
 */
final class Buyer {
  /** Until what was bought has left the basket. */
  private static final Duration SETTLING = Duration.ofMinutes(2);

  private static final List<String> METHODS =
      List.of(
          "tok_success",
          "tok_success",
          "tok_success",
          "tok_success",
          "tok_success",
          "tok_success",
          "tok_success",
          "tok_success",
          "tok_success",
          "tok_success",
          "tok_declined",
          "tok_insufficient_funds",
          "tok_stolen_card",
          "tok_delayed",
          "tok_delayed",
          "tok_delayed",
          "tok_delayed_decline",
          "tok_late",
          "tok_timeout_before_charge",
          "tok_timeout_after_charge");

  private final ShopClient client;
  private final ClientRecord record;
  private final List<Shelf.Product> products;
  private final Random random;
  private int purchases;

  Buyer(ShopClient client, ClientRecord record, List<Shelf.Product> products, long seed) {
    this.client = client;
    this.record = record;
    this.products = products;
    this.random = new Random(seed);
  }

  /** Buys until it is over, and ends with something in the basket. */
  void buy(AtomicBoolean over) throws InterruptedException {
    while (!over.get()) {
      fill();
      purchase();
    }
    fill();
  }

  private String name() {
    return client.email();
  }

  private void fill() throws InterruptedException {
    int lines = 1 + random.nextInt(3);
    for (int i = 0; i < lines; i++) {
      Shelf.Product product = products.get(random.nextInt(products.size()));
      if (random.nextInt(3) == 0) {
        add(product.sku());
      } else {
        set(product.sku(), 1 + random.nextInt(3));
      }
    }
    if (random.nextInt(6) == 0) {
      SortedMap<String, Integer> basket = record.basket(name());
      if (basket.size() > 1) {
        remove(basket.firstKey());
      }
    }
  }

  private void set(String sku, int quantity) throws InterruptedException {
    Answer answer =
        onSale(sku, "PUT", "/api/basket/items/" + sku, Map.of(), Map.of("quantity", quantity));
    if (answer.status() == 200) {
      told(sku, quantity, answer);
    } else {
      remove(sku);
    }
  }

  /** Adds one piece under a key, and sometimes once more under the same one: it counts once. */
  private void add(String sku) throws InterruptedException {
    int before = record.basket(name()).getOrDefault(sku, 0);
    Map<String, String> key = Map.of("Idempotency-Key", "add-" + random.nextLong());
    Map<String, Object> line = Map.of("sku", sku, "quantity", 1);
    Answer answer = onSale(sku, "POST", "/api/basket/items", key, line);
    if (answer.status() != 200) {
      remove(sku);
      return;
    }
    told(sku, before + 1, answer);
    if (random.nextInt(3) == 0) {
      Answer again = client.send("POST", "/api/basket/items", key, line);
      if (again.status() == 200) {
        told(sku, before + 1, again);
      }
    }
  }

  private void told(String sku, int expected, Answer answer) {
    int quantity = answer.json().path("quantity").asInt();
    if (quantity != expected) {
      record.contradiction(
          "the basket of %s should have %d of %s, but was answered with %s"
              .formatted(name(), expected, sku, answer));
    }
    record.basketLine(name(), sku, quantity);
  }

  /** The basket hears of new products a little later than the catalogue. */
  private Answer onSale(
      String sku, String method, String path, Map<String, String> headers, Object body)
      throws InterruptedException {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    Answer answer = client.send(method, path, headers, body);
    while (answer.status() == 404) {
      if (System.nanoTime() > deadline) {
        record.contradiction("%s is on sale, but unknown to the basket".formatted(sku));
        return answer;
      }
      TimeUnit.MILLISECONDS.sleep(100);
      answer = client.send(method, path, headers, body);
    }
    return answer;
  }

  private void remove(String sku) throws InterruptedException {
    Answer answer = client.send("DELETE", "/api/basket/items/" + sku, Map.of(), null);
    if (answer.status() == 204) {
      record.basketLine(name(), sku, 0);
    } else {
      record.contradiction("%s could not remove %s: %s".formatted(name(), sku, answer));
    }
  }

  private void purchase() throws InterruptedException {
    JsonNode basket = client.get("/api/basket").json();
    SortedMap<String, Integer> pieces = pieces(basket);
    if (!pieces.equals(record.basket(name()))) {
      record.contradiction(
          "the basket of %s is %s, but %s was acknowledged"
              .formatted(name(), pieces, record.basket(name())));
      pieces.forEach((sku, quantity) -> record.basketLine(name(), sku, quantity));
      record.basket(name()).keySet().stream()
          .filter(sku -> !pieces.containsKey(sku))
          .forEach(sku -> record.basketLine(name(), sku, 0));
    }
    for (JsonNode line : basket.path("items")) {
      if (line.hasNonNull("problem")) {
        remove(line.path("sku").asText());
        return;
      }
    }
    if (pieces.isEmpty()) {
      return;
    }
    String key = "purchase-" + purchases++;
    String method = METHODS.get(random.nextInt(METHODS.size()));
    long total = Cents.of(basket.path("total"));
    for (int tries = 0; ; tries++) {
      record.asked(name(), key, total, pieces);
      Answer answer = checkOut(key, total, method);
      if (answer.isOk()) {
        follow(key, answer, total, method, pieces);
        return;
      }
      if (answer.problem().equals("price-changed") && tries < 3) {
        total = Cents.of(answer.json().path("total"));
        continue;
      }
      record.refused(name(), key, answer.problem());
      if (answer.problem().equals("lines-unavailable")) {
        for (String sku : pieces.keySet()) {
          remove(sku);
        }
      } else if (!answer.problem().equals("price-changed")) {
        record.contradiction(
            "the purchase %s of %s was answered with %s".formatted(key, name(), answer));
      }
      return;
    }
  }

  /** Sends it once or, impatient, twice at the same time. */
  private Answer checkOut(String key, long total, String method) throws InterruptedException {
    Map<String, String> headers = keyed(key, random.nextInt(6));
    Map<String, Object> body = body(total, method);
    if (random.nextInt(8) > 0) {
      return client.send("POST", "/api/checkouts", headers, body);
    }
    try (ExecutorService twice = Executors.newVirtualThreadPerTaskExecutor()) {
      String json = ShopClient.json(body);
      Future<Answer> other =
          twice.submit(() -> client.once("POST", "/api/checkouts", headers, json, false));
      Answer answer = client.send("POST", "/api/checkouts", headers, body);
      try {
        Answer second = other.get();
        // The price may have changed between the two: then the accepted one counts.
        if (second.isOk() && answer.isOk()) {
          accepted(key, second);
        }
        return answer.isOk() || !second.isOk() ? answer : second;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException) {
          // Nobody knows what became of the second: asked again, it is known.
          return client.send("POST", "/api/checkouts", headers, body);
        }
        throw new IllegalStateException(e);
      }
    }
  }

  private void follow(
      String key, Answer first, long total, String method, SortedMap<String, Integer> pieces)
      throws InterruptedException {
    accepted(key, first);
    if (random.nextInt(5) == 0) {
      repeat(key, total, method);
    }
    if (random.nextInt(6) == 0 && isPending(first)) {
      anotherTab(key, first, total);
    }
    if (random.nextInt(12) == 0) {
      // Another purchase under the same key is none.
      Answer other = client.send("POST", "/api/checkouts", keyed(key, 0), body(total + 1, method));
      if (other.status() != 422) {
        record.contradiction(
            "another purchase under the key %s of %s was answered with %s"
                .formatted(key, name(), other));
      }
    }
    String id = first.json().path("id").asText();
    Answer now = first;
    while (isPending(now)) {
      now = client.send("GET", "/api/checkouts/" + id, Map.of("Prefer", "wait=5"), null);
      if (now.status() == 404) {
        record.contradiction(
            "the purchase %s of %s was accepted, but is not there".formatted(key, name()));
        return;
      }
    }
    ended(key, now);
    if (now.json().path("status").asText().matches("completed|refunded")) {
      leavesTheBasket(key, pieces);
    } else {
      // It stays in the basket; the next one is of something else.
      for (String sku : record.basket(name()).keySet()) {
        remove(sku);
      }
    }
  }

  /** Repeats a purchase under its key until it ends; nothing but that end may be told. */
  void repeat(String key, long total, String method) throws InterruptedException {
    Answer again = client.send("POST", "/api/checkouts", keyed(key, 5), body(total, method));
    if (!again.isOk()) {
      record.contradiction(
          "the purchase %s of %s was accepted, and when repeated answered with %s"
              .formatted(key, name(), again));
      return;
    }
    accepted(key, again);
    if (!isPending(again)) {
      ended(key, again);
    }
  }

  /**
   * Buys the same basket in another tab, under a key of its own, with a card that is refused: while
   * the first purchase is under way it is told where that one is, and after that it buys nothing.
   */
  private void anotherTab(String key, Answer first, long total) throws InterruptedException {
    Answer other =
        client.send(
            "POST",
            "/api/checkouts",
            keyed(key + "-in-another-tab", 0),
            body(total, "tok_declined"));
    boolean pointsToTheFirst =
        other.problem().equals("checkout-under-way")
            && other.json().path("checkoutId").equals(first.json().path("id"));
    // By then the first may have ended: what it left in the basket may be bought.
    boolean after =
        other.isOk() || other.problem().matches("basket-empty|price-changed|lines-unavailable");
    if (!pointsToTheFirst && !after) {
      record.contradiction(
          "while %s of %s was under way, another tab was answered with %s"
              .formatted(key, name(), other));
    }
    String id = other.json().path("id").asText();
    while (other.isOk() && isPending(other)) {
      other = client.send("GET", "/api/checkouts/" + id, Map.of("Prefer", "wait=5"), null);
    }
  }

  private static boolean isPending(Answer answer) {
    return answer.json().path("status").asText().equals("pending");
  }

  private void accepted(String key, Answer answer) {
    record.accepted(name(), key, answer.json().path("id").asText());
  }

  private void ended(String key, Answer answer) {
    JsonNode json = answer.json();
    record.ended(
        name(),
        key,
        new Outcome(
            json.path("status").asText(),
            json.path("orderId").asText(""),
            json.path("paymentId").asText("")));
  }

  private void leavesTheBasket(String key, SortedMap<String, Integer> pieces)
      throws InterruptedException {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    SortedMap<String, Integer> left = pieces(client.get("/api/basket").json());
    while (!left.isEmpty()) {
      if (System.nanoTime() > deadline) {
        record.contradiction(
            "%s bought %s (%s), but the basket still has %s".formatted(name(), pieces, key, left));
        for (String sku : left.keySet()) {
          remove(sku);
        }
        break;
      }
      TimeUnit.MILLISECONDS.sleep(50);
      left = pieces(client.get("/api/basket").json());
    }
    record.bought(name());
  }

  private static SortedMap<String, Integer> pieces(JsonNode basket) {
    SortedMap<String, Integer> pieces = new TreeMap<>();
    basket
        .path("items")
        .forEach(line -> pieces.put(line.path("sku").asText(), line.path("quantity").asInt()));
    return pieces;
  }

  private static Map<String, String> keyed(String key, int wait) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Idempotency-Key", key);
    headers.put("Prefer", "wait=" + wait);
    return headers;
  }

  private Map<String, Object> body(long total, String method) {
    return Map.of(
        "expectedTotal",
        Map.of("amount", Cents.text(total), "currency", "EUR"),
        "paymentMethod",
        method,
        "email",
        name(),
        "shippingAddress",
        Map.of(
            "name",
            "Ada Lovelace",
            "street",
            "12 St James's Square",
            "postalCode",
            "SW1Y 4JH",
            "city",
            "London",
            "country",
            "GB"));
  }
}
