package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.bootstrap.RunningShop.Answer;
import dev.stoa.bootstrap.RunningShop.Client;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One buyer with the shop open in several tabs, each with a key of its own: a basket is bought
 * once.
 */
class TwoTabsTest {
  private RunningShop shop;

  @BeforeEach
  void open(@TempDir Path data) {
    shop = start(data);
  }

  /** The shop in the shape under test. */
  RunningShop start(Path data) {
    return RunningShop.open(data, Map.of());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Answer begin(Client buyer, String key, String confirmed) {
    return buyer.with("Idempotency-Key", key).post("/api/checkouts", confirmed);
  }

  private static String named(Client buyer, String paymentMethod, long version) {
    String confirmed = buyer.confirmed(paymentMethod);
    return "{\"basketVersion\": " + version + ", " + confirmed.substring(1);
  }

  private static void awaitEnd(Client buyer, String checkout, String status) {
    RunningShop.until(() -> buyer.get(checkout), answer -> answer.text("/status").equals(status));
  }

  private static JsonNode orders(Client buyer) {
    return buyer.get("/api/orders").json().path("items");
  }

  private void assertBooksAgree() {
    RunningShop.until(
        () -> shop.admin().get("/api/admin/books"),
        answer ->
            answer.json().path("balanced").asBoolean()
                && answer.json().path("settled").asBoolean());
  }

  @Test
  void theSecondTabIsToldWhereTheFirstOneIs() {
    shop.sell("tabs-slow", "5.00", 10);
    Client buyer = shop.customer("tabs-slow");
    buyer.fill("TABS-SLOW", 1);
    String confirmed = buyer.confirmed("tok_delayed");

    Answer first = begin(buyer, "a", confirmed);
    Answer second = begin(buyer, "b", confirmed);

    assertThat(first.status()).as(first.body()).isEqualTo(202);
    String address = "/api/checkouts/" + first.text("/id");
    assertThat(second.status()).as(second.body()).isEqualTo(409);
    assertThat(second.problem()).isEqualTo("checkout-under-way");
    assertThat(second.text("/checkout")).isEqualTo(address);
    assertThat(second.response().headers().firstValue("Location"))
        .hasValueSatisfying(at -> assertThat(URI.create(at).getPath()).isEqualTo(address));
    assertThat(begin(buyer, "a", confirmed).text("/id")).isEqualTo(first.text("/id"));

    // What is put in meanwhile is not bought, and stays.
    shop.sell("tabs-added", "7.00", 10);
    buyer.fill("TABS-ADDED", 2);
    buyer.fill("TABS-SLOW", 3);
    assertThat(begin(buyer, "c", buyer.confirmed("tok_success")).problem())
        .isEqualTo("checkout-under-way");

    awaitEnd(buyer, address, "completed");
    assertThat(orders(buyer)).hasSize(1);
    Answer rest = buyer.get("/api/basket");
    assertThat(rest.json().path("items").findValuesAsText("sku"))
        .containsExactly("TABS-SLOW", "TABS-ADDED");
    assertThat(rest.json().path("items").findValuesAsText("quantity")).containsExactly("2", "2");

    // It is another basket now: a new key buys it, an old one finds its purchase.
    assertThat(begin(buyer, "a", confirmed).text("/id")).isEqualTo(first.text("/id"));
    Answer next = buyer.checkOut("b", buyer.confirmed("tok_success"));
    assertThat(next.text("/status")).as(next.body()).isEqualTo("completed");
    assertThat(buyer.get("/api/basket").json().path("items")).isEmpty();
    assertThat(orders(buyer)).hasSize(2);
    assertBooksAgree();
  }

  @Test
  void ofTwelveTabsAtOnceOneBuys() throws Exception {
    shop.sell("tabs-twelve", "5.00", 50);
    Client buyer = shop.customer("tabs-twelve");
    buyer.fill("TABS-TWELVE", 1);
    String confirmed = buyer.confirmed("tok_success");

    List<Answer> answers = new ArrayList<>();
    try (ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> sent = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String key = "tab-" + i;
        sent.add(tabs.submit(() -> buyer.checkOut(key, confirmed)));
      }
      for (Future<Answer> each : sent) {
        answers.add(each.get());
      }
    }

    List<Answer> bought = answers.stream().filter(answer -> answer.status() == 200).toList();
    assertThat(bought).hasSize(1);
    assertThat(bought.getFirst().text("/status")).isEqualTo("completed");
    // Who came after the end found nothing in the basket.
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .hasSize(11)
        .allSatisfy(
            answer -> assertThat(answer.problem()).isIn("checkout-under-way", "basket-empty"));
    assertThat(orders(buyer)).hasSize(1);
    assertBooksAgree();
  }

  @Test
  void aDeclinedPurchaseLeavesTheBasketToBeBoughtAgain() {
    shop.sell("tabs-declined", "5.00", 10);
    Client buyer = shop.customer("tabs-declined");
    buyer.fill("TABS-DECLINED", 1);
    Answer declined = buyer.checkOut("a", buyer.confirmed("tok_insufficient_funds"));
    assertThat(declined.text("/status")).as(declined.body()).isEqualTo("declined");
    Answer again = buyer.checkOut("b", buyer.confirmed("tok_success"));
    assertThat(again.text("/status")).as(again.body()).isEqualTo("completed");
    assertThat(again.text("/id")).isNotEqualTo(declined.text("/id"));
    assertThat(orders(buyer)).hasSize(1);
  }

  @Test
  void refusesOtherGoodsOfTheSameTotalThanTheBuyerSaw() {
    shop.sell("tabs-one", "5.00", 10);
    shop.sell("tabs-other", "5.00", 10);
    Client buyer = shop.customer("tabs-other");
    buyer.fill("TABS-ONE", 1);
    long seen = buyer.get("/api/basket").json().path("version").asLong();
    String confirmed = named(buyer, "tok_success", seen);
    buyer.delete("/api/basket/items/TABS-ONE");
    buyer.fill("TABS-OTHER", 1);

    Answer refused = buyer.checkOut("a", confirmed);
    assertThat(refused.status()).as(refused.body()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("basket-changed");
    assertThat(refused.text("/lines/0/sku")).isEqualTo("TABS-OTHER");
    assertThat(refused.text("/total/amount")).isEqualTo("5.00");
    long now = buyer.get("/api/basket").json().path("version").asLong();
    assertThat(refused.json().path("basketVersion").asLong()).isEqualTo(now).isGreaterThan(seen);
    assertThat(orders(buyer)).isEmpty();

    assertThat(buyer.checkOut("b", named(buyer, "tok_success", now)).text("/status"))
        .isEqualTo("completed");
  }

  @Test
  void aRevisionThatIsNoneIsNamed() {
    Client buyer = shop.customer("tabs-wrong");
    Answer wrong =
        begin(
            buyer,
            "a",
            "{\"basketVersion\": -1, "
                + buyer
                    .confirmed("tok_success", "{\"amount\": \"5.00\", \"currency\": \"EUR\"}")
                    .substring(1));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text("/errors/0/field")).isEqualTo("basketVersion");
  }
}
