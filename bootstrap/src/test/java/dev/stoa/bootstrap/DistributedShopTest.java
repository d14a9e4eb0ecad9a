package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.bootstrap.RunningShop.Answer;
import dev.stoa.bootstrap.RunningShop.Client;
import dev.stoa.cluster.Cluster;
import dev.stoa.servers.ServerProcess;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The distributed shop, and what it does when parts of it go away in the middle of purchases. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class DistributedShopTest {
  private static final int BUYERS = 4;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String run = "run" + RUNS.incrementAndGet();
  private Cluster cluster;
  private RunningShop shop;

  @BeforeEach
  void open() {
    cluster = TestCluster.shared();
    shop = TestCluster.shop();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void eachServiceAnswersOnlyItsOwnRoutes() {
    Map<Cluster.Part, String> routes = new LinkedHashMap<>();
    routes.put(Cluster.Part.MONOLITH, "/api/me");
    routes.put(Cluster.Part.BASKET, "/api/basket");
    routes.put(Cluster.Part.PAYMENT, "/api/payments/" + UUID.randomUUID());
    routes.put(Cluster.Part.ORDER, "/api/orders");
    routes.put(Cluster.Part.INVOICE, "/api/invoices");

    for (Cluster.Part part : Cluster.Part.values()) {
      ServerProcess process = cluster.instances(part).getFirst();
      URI own = URI.create("http://" + process.address());
      routes.forEach((other, path) ->
          assertThat(shop.customer("ada").sendTo(own.resolve(path)))
              .as("%s asked for %s", part, path)
              .matches(answer -> part == other || answer.problem().equals("not-found")));
      assertThat(shop.anyone().sendTo(own.resolve("/health/live")).status()).isEqualTo(200);
    }
  }

  @Test
  void killedServicesLoseNothing() throws Exception {
    purchasesGoOnWhile(
        Arrays.stream(Cluster.Part.values())
            .<Disturbance>map(part ->
                () -> {
                  ServerProcess process = cluster.instances(part).getFirst();
                  process.kill();
                  process.restart();
                })
            .toList());
  }

  @Test
  void killedServersLoseNothing() throws Exception {
    purchasesGoOnWhile(
        Stream.of("mongo", "redis", "gateway", "kafka")
            .<Disturbance>map(name ->
                () -> {
                  ServerProcess server = cluster.server(name);
                  server.kill();
                  server.restart();
                })
            .toList());
  }

  @Test
  void pausedServersLoseNothing() throws Exception {
    purchasesGoOnWhile(
        Stream.of("mongo", "redis", "kafka")
            .<Disturbance>map(name ->
                () -> {
                  ServerProcess server = cluster.server(name);
                  server.pause();
                  try {
                    assertThat(new CountDownLatch(1).await(3, TimeUnit.SECONDS)).isFalse();
                  } finally {
                    server.resume();
                  }
                })
            .toList());
  }

  @Test
  void saysWhenToComeBackWhileAServerIsAway() {
    Client ada = shop.customer("away-" + run);
    assertThat(answered(() -> ada.get("/api/orders"), a -> a.status() == 200).status())
        .isEqualTo(200);

    cluster.server("mongo").kill();
    try {
      Answer answer = answered(() -> ada.get("/api/orders"), a -> a.status() == 503);
      assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
      URI order = address(Cluster.Part.ORDER);
      Answer ready =
          answered(
              () -> shop.anyone().sendTo(order.resolve("/health/ready")), a -> a.status() == 503);
      assertThat(ready.body()).contains("mongodb");
      assertThat(shop.anyone().sendTo(order.resolve("/health/live")).status()).isEqualTo(200);
    } finally {
      cluster.server("mongo").restart();
    }
    answered(() -> ada.get("/api/orders"), a -> a.status() == 200);
    answered(
        () -> shop.anyone().sendTo(address(Cluster.Part.ORDER).resolve("/health/ready")),
        a -> a.status() == 200);
  }

  @Test
  void purchasesEndByThemselvesAfterTheBrokerWasAway() {
    String handle = "away-" + run;
    answered(() -> shop.admin().get("/api/admin/books"), a -> a.status() == 200);
    shop.sell(handle, "5.00", 10);
    Client ada = shop.customer("broker-" + run);
    ada.fill(RunningShop.sku(handle), 1);
    String confirmed = ada.confirmed("tok_success");

    cluster.server("kafka").kill();
    Answer accepted;
    try {
      accepted = ada.with("Idempotency-Key", "k").post("/api/checkouts", confirmed);
      assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    } finally {
      cluster.server("kafka").restart();
    }

    String checkout = "/api/checkouts/" + accepted.text("/id");
    answered(() -> ada.get(checkout), a -> a.text("/status").equals("completed"));
    booksAgree();
  }

  @Test
  void aFlushedRedisCostsSessionsAndBasketsButNoMoney() throws Exception {
    String handle = "flush-" + run;
    shop.sell(handle, "7.00", 10);
    Client ada = shop.customer("flush-" + run);
    ada.fill(RunningShop.sku(handle), 1);
    String confirmed = ada.confirmed("tok_success");
    Answer bought = ada.checkOut("k", confirmed);
    assertThat(bought.text("/status")).as(bought.body()).isEqualTo("completed");
    String email = "flush-" + run + "@example.com";
    String credentials =
        "{\"email\": \"%s\", \"password\": \"a long enough passphrase\", \"name\": \"Ada\"}"
            .formatted(email);
    assertThat(shop.anyone().post("/api/auth/register", credentials).status()).isEqualTo(201);
    String refresh = shop.anyone().post("/api/auth/login", login(email)).text("/refreshToken");
    booksAgree();

    flushRedis();

    assertThat(
            shop.anyone()
                .post("/api/auth/refresh", "{\"refreshToken\": \"" + refresh + "\"}")
                .status())
        .isEqualTo(401);
    assertThat(shop.anyone().post("/api/auth/login", login(email)).status()).isEqualTo(200);
    assertThat(ada.get("/api/basket").json().path("items")).isEmpty();
    assertThat(ada.get("/api/orders/" + bought.text("/orderId")).status()).isEqualTo(200);
    assertThat(ada.get("/api/payments/" + bought.text("/paymentId")).text("/status"))
        .isEqualTo("captured");
    assertThat(ada.get("/api/checkouts/" + bought.text("/id")).text("/status"))
        .isEqualTo("completed");
    assertThat(ada.checkOut("k", confirmed).text("/id")).isEqualTo(bought.text("/id"));
    booksAgree();
    // What the basket knew of products is gone, too, and comes back from the broker.
    String sku = "/api/basket/items/" + RunningShop.sku(handle);
    answered(() -> ada.put(sku, "{\"quantity\": 1}"), answer -> answer.status() == 200);
    answered(() -> ada.get("/api/basket"), answer -> answer.text("/items/0/available").equals("9"));
    Answer again = ada.checkOut("after", ada.confirmed("tok_success"));
    assertThat(again.text("/status")).as(again.body()).isEqualTo("completed");
    booksAgree();
  }

  @Test
  void eventsThatComeAgainChangeNothing() throws Exception {
    String handle = "again-" + run;
    String product = shop.sell(handle, "7.00", 50);
    List<Client> buyers = new ArrayList<>();
    for (String card :
        List.of("tok_success", "tok_insufficient_funds", "tok_timeout_after_charge")) {
      Client buyer = shop.customer(card.replace('_', '-') + "-" + run);
      buyer.fill(RunningShop.sku(handle), 2);
      Answer ended = buyer.checkOut("k", buyer.confirmed(card));
      assertThat(ended.text("/status")).as(ended.body()).isIn("completed", "declined");
      buyers.add(buyer);
    }
    String email = "again-" + run + "@example.com";
    String credentials =
        "{\"email\": \"%s\", \"password\": \"a long enough passphrase\", \"name\": \"Ada\"}"
            .formatted(email);
    assertThat(shop.anyone().post("/api/auth/register", credentials).status()).isEqualTo(201);
    booksAgree();
    // Bought things leave the basket once, not what was put into it later.
    buyers.getFirst().fill(RunningShop.sku(handle), 3);
    String refresh = shop.anyone().post("/api/auth/login", login(email)).text("/refreshToken");
    Map<String, JsonNode> before = figures(buyers, product);

    cluster.stopServices();
    String replayed = runOnCluster("events", "replay", "--all");
    assertThat(replayed).containsPattern("payment +\\d+ events again").contains("ordering");
    restartServices();

    booksAgree();
    assertThat(figures(buyers, product)).as("after a replay").isEqualTo(before);

    String brokers = cluster.server("kafka").address();
    PublishedEvents events = PublishedEvents.of(brokers);
    assertThat(events.topics())
        .contains("payment-events", "order-events", "stock-events", "product-events");
    events.publishAgain();
    booksAgree();
    assertThat(figures(buyers, product)).as("published twice").isEqualTo(before);

    events.publishBackwards();
    booksAgree();
    assertThat(figures(buyers, product)).as("published backwards").isEqualTo(before);
    assertThat(
            shop.anyone()
                .post("/api/auth/refresh", "{\"refreshToken\": \"" + refresh + "\"}")
                .status())
        .isEqualTo(200);
  }

  /** All that money, goods and buyers have to do with. */
  private Map<String, JsonNode> figures(List<Client> buyers, String product) {
    Map<String, JsonNode> figures = new LinkedHashMap<>();
    JsonNode books = shop.admin().get("/api/admin/books").json();
    for (String part : List.of("checkouts", "gateway", "payments", "orders", "invoices", "stock")) {
      figures.put(part, books.path(part));
    }
    figures.put("stock of one", shop.admin().get(product + "/stock").json().path("items"));
    for (int i = 0; i < buyers.size(); i++) {
      for (String path : List.of("/api/basket", "/api/orders", "/api/invoices")) {
        Client buyer = buyers.get(i);
        figures.put(
            path + " of " + i, answered(() -> buyer.get(path), a -> a.status() == 200).json());
      }
    }
    return figures;
  }

  private String runOnCluster(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", cluster.server("kafka").folder().resolve("commands").toString()));
    return cluster.run(all.toArray(String[]::new));
  }

  private void restartServices() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> restarts = new ArrayList<>();
      for (ServerProcess process : cluster.services()) {
        restarts.add(threads.submit(process::restart));
      }
      for (Future<?> restart : restarts) {
        restart.get();
      }
    }
  }

  private static String login(String email) {
    return "{\"email\": \"%s\", \"password\": \"a long enough passphrase\"}".formatted(email);
  }

  private void flushRedis() throws Exception {
    ServerProcess redis = cluster.server("redis");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('+');
    }
  }

  private URI address(Cluster.Part part) {
    return URI.create("http://" + cluster.instances(part).getFirst().address());
  }

  private interface Disturbance {
    void happen() throws Exception;
  }

  /** A purchase that somebody has begun, to be repeated under its key until it is answered. */
  private record Attempt(Client buyer, String key, String body) {}

  /** Buyers buy before, between and after these; then every purchase ends, and the books agree. */
  private void purchasesGoOnWhile(List<Disturbance> disturbances) throws Exception {
    String handle = "kill-" + run;
    answered(() -> shop.admin().get("/api/admin/books"), a -> a.status() == 200);
    String product = shop.sell(handle, "3.00", 1_000);
    String sku = RunningShop.sku(handle);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger bought = new AtomicInteger();
    List<Future<List<Attempt>>> work = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (int i = 0; i < BUYERS; i++) {
          Client buyer = shop.customer(run + "-buyer-" + i);
          work.add(threads.submit(() -> buy(buyer, sku, over, bought)));
        }
        awaitMore(bought, BUYERS);
        for (Disturbance disturbance : disturbances) {
          disturbance.happen();
          awaitMore(bought, BUYERS);
        }
      } finally {
        over.set(true);
      }
    }
    int purchases = 0;
    for (Future<List<Attempt>> each : work) {
      for (Attempt attempt : each.get()) {
        Client buyer = attempt.buyer();
        Answer ended =
            answered(
                () ->
                    buyer
                        .with("Idempotency-Key", attempt.key())
                        .post("/api/checkouts", attempt.body()),
                answer ->
                    Set.of("completed", "refused", "declined", "refunded")
                        .contains(answer.text("/status")));
        assertThat(ended.text("/status")).as(ended.body()).isEqualTo("completed");
        purchases++;
      }
    }
    booksAgree();
    int sold = purchases;
    answered(
        () -> shop.admin().get(product + "/stock"),
        answer -> answer.text("/items/0/onHand").equals(Integer.toString(1_000 - sold)));
    assertThat(purchases).isGreaterThanOrEqualTo(bought.get());
  }

  /** Fills the basket and checks out, again and again; what fails for now is sent again. */
  private static List<Attempt> buy(
      Client buyer, String sku, AtomicBoolean over, AtomicInteger bought) {
    List<Attempt> attempts = new ArrayList<>();
    for (int n = 0; !over.get(); n++) {
      String put = "/api/basket/items/" + sku;
      answered(() -> buyer.put(put, "{\"quantity\": 1}"), answer -> answer.status() == 200);
      Answer basket = answered(() -> buyer.get("/api/basket"), answer -> answer.status() == 200);
      String body = buyer.confirmed("tok_success", basket.json().path("total").toString());
      Attempt attempt = new Attempt(buyer, "purchase-" + n, body);
      attempts.add(attempt);
      Client keyed = buyer.with("Idempotency-Key", attempt.key()).with("Prefer", "wait=5");
      Answer answer =
          answered(() -> keyed.post("/api/checkouts", body), a -> a.status() / 100 == 2);
      // What was bought leaves the basket by itself; the next purchase is of a basket without it.
      JsonNode checkout = answer.json();
      answered(
          () -> buyer.get("/api/checkouts/" + checkout.path("id").asText()),
          a -> a.text("/status").equals("completed"));
      bought.incrementAndGet();
      answered(
          () -> buyer.get("/api/basket"),
          a -> a.status() == 200 && a.json().path("itemCount").asInt(-1) == 0);
    }
    return attempts;
  }

  private static void awaitMore(AtomicInteger bought, int more) throws InterruptedException {
    int goal = bought.get() + more;
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    CountDownLatch pause = new CountDownLatch(1);
    while (bought.get() < goal) {
      assertThat(System.nanoTime()).as("%d of %d", bought.get(), goal).isLessThan(deadline);
      pause.await(25, TimeUnit.MILLISECONDS);
    }
  }

  private void booksAgree() {
    Answer books =
        answered(
            () -> shop.admin().get("/api/admin/books"),
            answer ->
                answer.status() == 200
                    && answer.json().path("settled").asBoolean()
                    && answer.json().path("balanced").asBoolean());
    assertThat(books.json().path("deadLetters").asLong()).as(books.body()).isZero();
  }

  private interface Question {
    Answer ask();
  }

  /** Asks until the answer is as wanted, over lost connections too. */
  private static Answer answered(Question question, Predicate<Answer> wanted) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    CountDownLatch pause = new CountDownLatch(1);
    String last = "nothing";
    try {
      while (System.nanoTime() < deadline) {
        try {
          Answer answer = question.ask();
          if (wanted.test(answer)) {
            return answer;
          }
          last = answer.toString();
        } catch (UncheckedIOException e) {
          last = e.toString();
        }
        pause.await(100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("still " + last);
  }
}
