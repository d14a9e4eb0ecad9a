package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.bootstrap.RunningShop.Answer;
import dev.stoa.bootstrap.RunningShop.Client;
import dev.stoa.identity.domain.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must behave when something is wrong, on the assembled shop and over HTTP. */
class SadPathsTest {
  private static RunningShop shop;

  @BeforeAll
  static void open(@TempDir Path data) {
    shop = RunningShop.open(data, Map.of());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void refusesBodiesThatCannotBeRead() {
    Client ada = shop.customer("bodies");
    String items = "/api/basket/items";

    assertThat(ada.post(items, "{\"sku\": \"X\", \"quantity\": 1, \"colour\": 1}").body())
        .contains("colour");
    assertThat(ada.post(items, "{\"sku\": \"X\", \"quantity\": \"many\"}").status()).isEqualTo(400);
    assertThat(ada.post(items, "{\"sku\": \"X\"}").body()).contains("quantity");
    assertThat(ada.post(items, "{\"sku\": ").problem()).isEqualTo("malformed-json");
    for (long quantity : List.of(-1L, 0L, 1_000_000L, 99_999_999_999L)) {
      assertThat(ada.post(items, "{\"sku\": \"X\", \"quantity\": " + quantity + "}").status())
          .as("%d pieces", quantity)
          .isEqualTo(400);
    }
    assertThat(
            ada.post(items, "{\"sku\": \"" + "X".repeat(2_000_000) + "\", \"quantity\": 1}")
                .status())
        .isEqualTo(413);
  }

  @Test
  void refusesQueriesThatMakeNoSense() {
    Client ada = shop.customer("queries");

    assertThat(ada.get("/api/products?limit=100000").status()).isEqualTo(400);
    assertThat(ada.get("/api/orders?cursor=%00").problem()).isEqualTo("invalid-field");
    assertThat(ada.get("/api/orders/no-id").status()).isEqualTo(404);
    assertThat(ada.get("/api/products/no-such-product").status()).isEqualTo(404);
  }

  @Test
  void refusesTokensThatAreNotGood() {
    String good = shop.token("tokens", Set.of(Role.CUSTOMER), Instant.now());
    String[] parts = good.split("\\.", -1);
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(StandardCharsets.UTF_8));
    String forged = parts[1].substring(0, 20) + "A" + parts[1].substring(21);
    String old =
        shop.token("tokens", Set.of(Role.CUSTOMER), Instant.now().minus(Duration.ofHours(1)));

    assertThat(shop.withToken(good).get("/api/basket").status()).isEqualTo(200);
    for (String bad :
        List.of(
            old,
            none + "." + parts[1] + ".",
            none + "." + parts[1] + "." + parts[2],
            parts[0] + "." + forged + "." + parts[2],
            "nonsense")) {
      assertThat(shop.withToken(bad).get("/api/basket").status()).as(bad).isEqualTo(401);
    }
  }

  @Test
  void sellsNothingToAnAccountThatWasDeleted() {
    shop.sell("last-wish", "10.00", 5);
    String account =
        "{\"email\": \"deleted@example.com\", \"password\": \"a long enough passphrase\","
            + " \"name\": \"Ada\"}";
    assertThat(shop.anyone().post("/api/auth/register", account).status()).isEqualTo(201);
    String login =
        "{\"email\": \"deleted@example.com\", \"password\": \"a long enough passphrase\"}";
    String token = shop.anyone().post("/api/auth/login", login).text("/accessToken");
    Client ada = shop.withToken(token);
    ada.fill("LAST-WISH", 1);
    String confirmed = ada.confirmed("tok_success");
    assertThat(
            ada.send("DELETE", "/api/me", "{\"password\": \"a long enough passphrase\"}").status())
        .isEqualTo(204);

    assertThat(ada.checkOut("k", confirmed).status()).isEqualTo(401);
    assertThat(ada.put("/api/basket/items/LAST-WISH", "{\"quantity\": 1}").status()).isEqualTo(401);
    assertThat(ada.get("/api/orders").json().path("items")).isEmpty();
  }

  @Test
  void sellsExactlyTheStockWhen100WantIt() throws Exception {
    String product = shop.sell("rare", "10.00", 5);
    List<Client> buyers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Client buyer = shop.customer("rare-" + i);
      buyer.fill("RARE", 1);
      buyers.add(buyer);
    }
    String total = "{\"amount\": \"10.00\", \"currency\": \"EUR\"}";

    int sold = 0;
    for (Answer answer : atOnce(buyers, b -> b.checkOut("k", b.confirmed("tok_success", total)))) {
      if (answer.text("/status").equals("completed")) {
        sold++;
      } else if (answer.status() == 200) {
        assertThat(answer.text("/refused/0/reason")).as(answer.body()).isEqualTo("out-of-stock");
      } else {
        assertThat(answer.problem()).as(answer.body()).isEqualTo("lines-unavailable");
      }
    }
    assertThat(sold).isEqualTo(5);
    assertThat(shop.admin().get(product + "/stock").text("/items/0/onHand")).isEqualTo("0");
  }

  @Test
  void buysOnceWhenTheSameCheckoutComes20TimesAtOnce() throws Exception {
    shop.sell("once", "10.00", 30);
    Client ada = shop.customer("once");
    ada.fill("ONCE", 1);
    String confirmed = ada.confirmed("tok_success");

    Set<String> orders = new HashSet<>();
    List<Client> twenty = Collections.nCopies(20, ada);
    for (Answer answer : atOnce(twenty, client -> client.checkOut("k", confirmed))) {
      assertThat(answer.text("/status")).as(answer.body()).isEqualTo("completed");
      orders.add(answer.text("/orderId"));
    }
    assertThat(orders).hasSize(1);
    assertThat(ada.get("/api/orders").json().path("items")).hasSize(1);
  }

  @Test
  void showsTheNewPriceWhenItChangedInTheBasket() {
    String product = shop.sell("dearer", "10.00", 5);
    Client ada = shop.customer("dearer");
    ada.fill("DEARER", 1);
    String confirmed = ada.confirmed("tok_success");
    Client admin = shop.admin();
    String tag = admin.get(product).response().headers().firstValue("ETag").orElseThrow();
    assertThat(
            admin
                .with("If-Match", tag)
                .put(product, RunningShop.product("dearer", "12.00"))
                .status())
        .isEqualTo(200);
    RunningShop.until(
        () -> ada.get("/api/basket"), basket -> basket.text("/total/amount").equals("12.00"));

    Answer refused = ada.checkOut("k", confirmed);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("price-changed");
    assertThat(refused.text("/lines/0/unitPrice/amount")).isEqualTo("12.00");
  }

  @Test
  void sellsNothingThatWasDeletedInTheBasket() {
    String product = shop.sell("gone", "10.00", 5);
    Client ada = shop.customer("gone");
    ada.fill("GONE", 1);
    String confirmed = ada.confirmed("tok_success");
    assertThat(shop.admin().delete(product).status()).isEqualTo(204);
    RunningShop.until(
        () -> ada.get("/api/basket"), basket -> basket.text("/items/0/problem").equals("gone"));

    assertThat(ada.checkOut("k", confirmed).status()).isEqualTo(409);
  }

  @Test
  void endsWhateverTheGatewayDoes() throws Exception {
    String product = shop.sell("paid", "10.00", 10);
    List<String> tokens =
        List.of("tok_timeout_after_charge", "tok_timeout_before_charge", "tok_delayed");
    List<Client> buyers = new ArrayList<>();
    for (String token : tokens) {
      Client buyer = shop.customer(token);
      buyer.fill("PAID", 1);
      buyers.add(buyer);
    }
    List<Answer> answers =
        atOnce(
            buyers,
            buyer -> buyer.checkOut("k", buyer.confirmed(tokens.get(buyers.indexOf(buyer)))));
    assertThat(answers).allMatch(answer -> answer.text("/status").equals("completed"));

    Client poor = shop.customer("poor");
    poor.fill("PAID", 4);
    Answer declined = poor.checkOut("k", poor.confirmed("tok_insufficient_funds"));
    assertThat(declined.text("/status")).isEqualTo("declined");
    assertThat(declined.text("/reason")).isEqualTo("insufficient-funds");
    Answer stock =
        RunningShop.until(
            () -> shop.admin().get(product + "/stock"),
            answer -> answer.text("/items/0/held").equals("0"));
    assertThat(stock.text("/items/0/onHand")).isEqualTo("7");
    assertThat(poor.get("/api/orders").json().path("items")).isEmpty();
  }

  @Test
  void describesWhoMayCallARoute() {
    JsonNode paths = shop.anyone().get("/openapi.json").json().path("paths");

    assertThat(paths.has("/api/checkouts")).isTrue();
    assertThat(paths.at("/~1api~1checkouts/post/security/0").has("bearer")).isTrue();
    assertThat(paths.at("/~1api~1products/get/security")).isEmpty();
  }

  private interface Request {
    Answer by(Client client);
  }

  private static List<Answer> atOnce(List<Client> clients, Request request) throws Exception {
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> sent = new ArrayList<>();
      for (Client client : clients) {
        sent.add(pool.submit(() -> request.by(client)));
      }
      for (Future<Answer> answer : sent) {
        answers.add(answer.get());
      }
    }
    return answers;
  }
}
