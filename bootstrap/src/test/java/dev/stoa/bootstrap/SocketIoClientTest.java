package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stoa.bootstrap.RunningShop.Client;
import dev.stoa.identity.domain.Role;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the official Socket.IO client hears of a whole shop, in every shape of it. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class SocketIoClientTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(45);

  private final List<Live> clients = new ArrayList<>();
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
    clients.forEach(client -> client.socket.close());
    shop.close();
  }

  @Test
  void theBuyerHearsEachStepAndTheRestAfterABreak() throws Exception {
    shop.sell("heard-lamp", "19.90", 5);
    Client ada = shop.customer("live-ada");
    Live live = listen("live-ada", Set.of(Role.CUSTOMER), Map.of());
    live.next("ready");
    Live admin = listen("root", Set.of(Role.CUSTOMER, Role.ADMIN), Map.of());
    admin.next("ready");

    ada.fill("HEARD-LAMP", 2);
    assertThat(live.next("basket-update").path("reason").asText()).isEqualTo("basket-changed");
    assertThat(ada.checkOut("first", ada.confirmed("tok_success")).status()).isEqualTo(200);

    List<JsonNode> heard = new ArrayList<>();
    while (heard.size() < 5) {
      heard.add(live.next("notification"));
    }
    assertThat(heard)
        .extracting(each -> each.path("type").asText())
        .startsWith("checkout-started", "stock-reserved", "payment-captured")
        .contains("order-placed", "invoice-issued");
    assertThat(heard.get(2).path("data").path("amount").path("amount").asText()).isEqualTo("39.80");
    assertThat(admin.next("admin-notification").path("userId").asText()).isNotEmpty();

    live.socket.close();
    Live again =
        listen(
            "live-ada",
            Set.of(Role.CUSTOMER),
            Map.of("position", heard.get(2).path("position").asText()));
    again.next("ready");
    assertThat(again.next("notification").toString()).isEqualTo(heard.get(3).toString());
    assertThat(again.next("notification").toString()).isEqualTo(heard.get(4).toString());
  }

  @Test
  void whoWatchesAProductHearsOfItsPriceStockAndBuyers() throws Exception {
    String product = shop.sell("watched-lamp", "19.90", 5);
    Live bob = listen("live-bob", Set.of(Role.CUSTOMER), Map.of());
    bob.next("ready");
    String room = "product-" + product.substring(product.lastIndexOf('/') + 1);
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    bob.socket.emit(
        "joinRoom", new Object[] {room}, (Ack) answer -> answers.add(answer[0].toString()));
    assertThat(answers.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS))
        .isEqualTo("{\"ok\":true}");

    Client ada = shop.customer("live-eve");
    RunningShop.until(
        () -> ada.post("/api/basket/items", "{\"sku\": \"WATCHED-LAMP\", \"quantity\": 2}"),
        answer -> answer.status() / 100 == 2);
    JsonNode busy = bob.next("product-activity");
    assertThat(busy.path("people").asInt()).isEqualTo(1);
    assertThat(busy.toString()).doesNotContain("user");
    ada.checkOut("first", ada.confirmed("tok_success"));
    JsonNode update = bob.next("product-update");
    assertThat(update.path("change").asText()).isEqualTo("stock");
    assertThat(update.path("available").asInt()).isEqualTo(3);
  }

  private Live listen(String user, Set<Role> roles, Map<String, String> more) {
    Map<String, String> auth = new HashMap<>(more);
    auth.put("token", shop.token(user, roles, Instant.now()));
    IO.Options options = new IO.Options();
    options.forceNew = true;
    options.reconnection = false;
    options.auth = auth;
    Live live = new Live(IO.socket(shop.socketIo(), options));
    clients.add(live);
    return live;
  }

  private static final class Live {
    private static final List<String> NAMES =
        List.of(
            "ready",
            "notification",
            "basket-update",
            "product-update",
            "product-activity",
            "admin-notification");

    private final Map<String, BlockingQueue<JsonNode>> heard = new HashMap<>();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Socket socket;

    Live(Socket socket) {
      this.socket = socket;
      for (String name : NAMES) {
        BlockingQueue<JsonNode> queue = new LinkedBlockingQueue<>();
        heard.put(name, queue);
        socket.on(
            name,
            arguments -> {
              log.add(Instant.now() + " " + name + " " + arguments[0]);
              queue.add(parsed(arguments[0]));
            });
      }
      for (String name : List.of("connect", "connect_error", "disconnect", "end")) {
        socket.on(
            name, arguments -> log.add(Instant.now() + " " + name + Arrays.toString(arguments)));
      }
      socket.connect();
    }

    private static JsonNode parsed(Object argument) {
      try {
        return new JsonMapper().readTree(argument.toString());
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("not JSON: " + argument, e);
      }
    }

    /** The next message of the name; when none comes, a failure that tells what came instead. */
    JsonNode next(String name) throws InterruptedException {
      JsonNode message =
          heard
              .getOrDefault(name, new LinkedBlockingQueue<>())
              .poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      if (message == null) {
        throw new AssertionError("no '" + name + "' came, but " + log);
      }
      return message;
    }
  }
}
