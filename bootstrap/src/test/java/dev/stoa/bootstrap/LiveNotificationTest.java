package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stoa.bootstrap.RunningShop.Client;
import dev.stoa.identity.domain.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a buyer hears while buying. */
@Timeout(120)
class LiveNotificationTest {
  private static final List<String> STEPS =
      List.of("checkout-started", "stock-reserved", "payment-captured");

  private final HttpClient http = HttpClient.newHttpClient();
  private RunningShop shop;

  @BeforeEach
  void open(@TempDir Path data) {
    shop = RunningShop.open(data, Map.of());
  }

  @AfterEach
  void close() {
    shop.close();
    http.shutdownNow();
  }

  @Test
  void theBuyerHearsEachStepOfAPurchaseInOrder() throws Exception {
    shop.sell("lantern", "19.90", 5);
    Client ada = shop.customer("ada");
    List<Event> all = new ArrayList<>();
    try (Listener live = listen("ada", "")) {
      String start = live.next("ready").id;
      ada.fill("LANTERN", 2);
      assertThat(ada.checkOut("first", ada.confirmed("tok_success")).status()).isEqualTo(200);
      while (all.size() < 5) {
        all.add(live.next("notification"));
      }
      assertThat(all.subList(0, 3)).extracting(Event::type).isEqualTo(STEPS);
      assertThat(all.subList(3, 5))
          .extracting(Event::type)
          .containsExactlyInAnyOrder("order-placed", "invoice-issued");
      assertThat(all.get(2).json.at("/data/amount/amount").asText()).isEqualTo("39.80");

      // Who was away from the beginning hears the same.
      try (Listener late = listen("ada", start)) {
        late.next("ready");
        for (Event event : all) {
          assertThat(late.next("notification")).isEqualTo(event);
        }
      }
      // Who was away for a part hears the rest.
      try (Listener late = listen("ada", all.get(2).id)) {
        late.next("ready");
        assertThat(late.next("notification")).isEqualTo(all.get(3));
        assertThat(late.next("notification")).isEqualTo(all.get(4));
      }
    }
    try (Listener bob = listen("bob", "")) {
      bob.next("ready");
      ada.fill("LANTERN", 1);
      ada.checkOut("second", ada.confirmed("tok_success"));
      shop.customer("bob").fill("LANTERN", 1);
      assertThat(bob.next("").name).isEqualTo("basket-update");
    }
  }

  @Test
  void hearsThatAPriceInTheBasketChanged() throws Exception {
    String product = shop.sell("lantern", "19.90", 5);
    shop.customer("ada").fill("LANTERN", 1);
    try (Listener live = listen("ada", "")) {
      live.next("ready");
      String tag = shop.anyone().get(product).response().headers().firstValue("ETag").orElseThrow();
      assertThat(
              shop.admin()
                  .with("If-Match", tag)
                  .put(product, RunningShop.product("lantern", "17.00"))
                  .status())
          .isEqualTo(200);
      Event heard = live.next("basket-update");
      while (!heard.json.path("reason").asText().equals("product-changed")) {
        heard = live.next("basket-update");
      }
      assertThat(heard.json.at("/variants/0/price/amount").asText()).isEqualTo("17.00");
    }
  }

  private Listener listen(String user, String lastEventId) throws Exception {
    String token = shop.token(user, Set.of(Role.CUSTOMER), Instant.now());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(shop.url("/api/notifications"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token);
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    var response = http.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new Listener(
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
  }

  private record Event(String id, String name, JsonNode json) {
    String type() {
      return json.path("type").asText();
    }
  }

  private record Listener(BufferedReader lines) implements AutoCloseable {
    /** The next event of that name; others are passed over. */
    Event next(String wanted) throws IOException {
      String id = "";
      String name = "";
      while (true) {
        String line = lines.readLine();
        if (line == null) {
          throw new AssertionError("the stream has ended");
        }
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          if (wanted.isEmpty() || name.equals(wanted)) {
            return new Event(id, name, new JsonMapper().readTree(line.substring(6)));
          }
          id = "";
        }
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
