package dev.stoa.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** One buyer with an account, a connection and a fixed sequence of wishes. Of one thread. */
final class Buyer implements AutoCloseable {
  private final HttpConnection http;
  private final Random random;
  private final String email;
  private final List<String> skus;
  private final Map<String, String> headers;
  private final List<String> acknowledged = new ArrayList<>();
  private int keys;
  private int unclear;

  Buyer(URI shop, String email, String token, List<String> skus, long seed) {
    this.http = new HttpConnection(shop);
    this.random = new Random(seed);
    this.email = email;
    this.skus = skus;
    this.headers = Map.of("Authorization", "Bearer " + token);
  }

  Map<String, String> headers() {
    return headers;
  }

  HttpConnection http() {
    return http;
  }

  List<String> acknowledged() {
    return acknowledged;
  }

  int unclear() {
    return unclear;
  }

  /** Does one step of a scenario; what fails is counted and the buyer goes on. */
  void step(Scenario scenario, Figures figures) {
    try {
      switch (scenario) {
        case READS -> read(figures);
        case SEARCH -> search(figures);
        case BASKET -> add(figures, "basket-add");
        case PURCHASES -> purchase(figures);
        case MIXED -> {
          int draw = random.nextInt(100);
          if (draw < 70) {
            read(figures);
          } else if (draw < 90) {
            search(figures);
          } else {
            purchase(figures);
          }
        }
      }
    } catch (IOException e) {
      figures.failed(e.getClass().getSimpleName());
    }
  }

  private void read(Figures figures) throws IOException {
    if (random.nextInt(4) == 0) {
      timed(figures, "product-list", "GET", "/api/products?limit=20", "");
    } else {
      String handle = skus.get(random.nextInt(skus.size())).toLowerCase(Locale.ROOT);
      timed(figures, "product", "GET", "/api/products/" + handle, "");
    }
  }

  private void search(Figures figures) throws IOException {
    String word = "item" + random.nextInt(skus.size());
    timed(figures, "search", "GET", "/api/products/search?limit=20&q=" + word, "");
  }

  private boolean add(Figures figures, String operation) throws IOException {
    String sku = skus.get(random.nextInt(skus.size()));
    String body = "{\"sku\":\"" + sku + "\",\"quantity\":1}";
    return timed(figures, operation, "POST", "/api/basket/items", body).status() == 200;
  }

  private void purchase(Figures figures) throws IOException {
    long start = System.nanoTime();
    if (!add(figures, "basket-add")) {
      return;
    }
    String basket = timed(figures, "basket-read", "GET", "/api/basket", "").body();
    int total = basket.lastIndexOf("\"total\":{");
    if (total < 0) {
      return;
    }
    String money = basket.substring(total + 8, basket.indexOf('}', total) + 1);
    String body =
        "{\"expectedTotal\":%s,\"paymentMethod\":\"tok_success\",\"email\":\"%s\","
                .formatted(money, email)
            + "\"shippingAddress\":{\"name\":\"Ada Lovelace\",\"street\":\"12 St James's Square\","
            + "\"postalCode\":\"SW1Y 4JH\",\"city\":\"London\",\"country\":\"GB\"}}";
    Map<String, String> with = new HashMap<>(headers);
    with.put("Prefer", "wait=10");
    with.put("Idempotency-Key", email + "-" + keys++);
    unclear++;
    long asked = System.nanoTime();
    HttpConnection.Answer answer = http.post("/api/checkouts", with, body);
    long end = System.nanoTime();
    if (answer.status() == 200 && answer.body().contains("\"status\":\"completed\"")) {
      unclear--;
      int id = answer.body().indexOf("\"orderId\":\"") + 11;
      acknowledged.add(answer.body().substring(id, id + 36));
      figures.done("checkout", end - asked);
      figures.done("purchase", end - start);
    } else {
      figures.failed("checkout " + answer.status());
    }
  }

  private HttpConnection.Answer timed(
      Figures figures, String operation, String method, String path, String body)
      throws IOException {
    long start = System.nanoTime();
    HttpConnection.Answer answer = http.send(method, path, headers, body.isEmpty() ? null : body);
    if (answer.status() == 200) {
      figures.done(operation, System.nanoTime() - start);
    } else {
      figures.failed(operation + " " + answer.status());
    }
    return answer;
  }

  @Override
  public void close() {
    http.close();
  }
}
