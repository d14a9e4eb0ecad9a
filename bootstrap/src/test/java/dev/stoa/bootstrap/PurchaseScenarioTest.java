package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.bootstrap.RunningShop.Answer;
import dev.stoa.bootstrap.RunningShop.Client;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole purchase over HTTP, as the README walks it. Every shape of the shop must pass it. */
class PurchaseScenarioTest {
  private static final String PASSWORD = "a long enough passphrase";

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

  @Test
  void buysFromRegistrationToInvoice() {
    String product = shop.sell("lantern", "19.90", 5);
    Client ada = shop.withToken(registered("ada@example.com").text("/accessToken"));

    assertThat(shop.anyone().get("/api/products?limit=100").json().findValuesAsText("handle"))
        .contains("lantern");
    Answer found =
        RunningShop.until(
            () -> shop.anyone().get("/api/products/search?q=lamtern&limit=3"),
            answer -> answer.json().path("total").asInt() == 1);
    assertThat(found.text("/items/0/handle")).isEqualTo("lantern");

    ada.fill("LANTERN", 2);
    assertThat(ada.get("/api/basket").text("/total/amount")).isEqualTo("39.80");
    Answer bought = ada.checkOut("first", ada.confirmed("tok_success"));
    assertThat(bought.status()).as(bought.body()).isEqualTo(200);
    assertThat(bought.text("/status")).isEqualTo("completed");

    String order = "/api/orders/" + bought.text("/orderId");
    String payment = "/api/payments/" + bought.text("/paymentId");
    assertThat(ada.get(order).text("/total/amount")).isEqualTo("39.80");
    assertThat(ada.get("/api/orders").json().path("items")).hasSize(1);
    assertThat(ada.get(payment).text("/status")).isEqualTo("captured");
    JsonNode listed =
        RunningShop.until(
                () -> ada.get("/api/invoices"), answer -> answer.json().path("items").size() == 1)
            .json();
    String invoice = "/api/invoices/" + listed.at("/items/0/number").asText();
    assertThat(ada.get(invoice).text("/totals/gross/amount")).isEqualTo("39.80");
    assertThat(ada.get(invoice).text("/totals/tax/amount")).isEqualTo("6.35");

    RunningShop.until(
        () -> ada.get("/api/basket"), answer -> answer.json().path("itemCount").asInt() == 0);
    RunningShop.until(
        () -> shop.admin().get(product + "/stock"),
        answer -> answer.text("/items/0/onHand").equals("3"));
    assertThat(shop.anyone().get(product).text("/variants/0/available")).isEqualTo("3");
    Answer books =
        RunningShop.until(
            () -> shop.admin().get("/api/admin/books"),
            answer -> answer.json().path("balanced").asBoolean());
    assertThat(books.status()).isEqualTo(200);

    Client bob = shop.customer("bob");
    String checkout = "/api/checkouts/" + bought.text("/id");
    for (String path : List.of(order, payment, invoice, checkout)) {
      assertThat(ada.get(path).status()).as(path).isEqualTo(200);
      assertThat(bob.get(path).status()).as(path).isEqualTo(404);
      assertThat(shop.anyone().get(path).status()).as(path).isEqualTo(401);
    }
    assertThat(bob.get("/api/orders").json().path("items")).isEmpty();
    assertThat(bob.get("/api/invoices").json().path("items")).isEmpty();
    assertThat(bob.get("/api/basket").json().path("items")).isEmpty();
  }

  @Test
  void endsTheSessionWhenAnOldRefreshTokenComesBack() {
    String first = registered("grace@example.com").text("/refreshToken");

    Answer second = refresh(first);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("/refreshToken")).isNotEqualTo(first);
    assertThat(shop.withToken(second.text("/accessToken")).get("/api/me").status()).isEqualTo(200);
    assertThat(refresh(first).problem()).isEqualTo("session-ended");
    assertThat(refresh(second.text("/refreshToken")).problem()).isEqualTo("session-ended");
  }

  private Answer registered(String email) {
    Answer registered =
        shop.anyone()
            .post(
                "/api/auth/register",
                "{\"email\": \"%s\", \"password\": \"%s\", \"name\": \"Ada\"}"
                    .formatted(email, PASSWORD));
    assertThat(registered.status()).as(registered.body()).isEqualTo(201);
    Answer loggedIn =
        shop.anyone()
            .post(
                "/api/auth/login",
                "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, PASSWORD));
    assertThat(loggedIn.status()).as(loggedIn.body()).isEqualTo(200);
    return loggedIn;
  }

  private Answer refresh(String token) {
    return shop.anyone().post("/api/auth/refresh", "{\"refreshToken\": \"" + token + "\"}");
  }
}
