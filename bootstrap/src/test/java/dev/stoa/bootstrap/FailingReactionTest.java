package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.bootstrap.RunningShop.Answer;
import dev.stoa.bootstrap.RunningShop.Client;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event that no reaction can handle, and a folder that is taken. */
class FailingReactionTest {
  @Test
  void setsAsideWhatCannotBeHandledAndBlocksNothing(@TempDir Path data) {
    try (RunningShop shop = RunningShop.open(data, Map.of())) {
      shop.sell("lantern", "10.00", 5);
      append(shop, "{}");

      Client ada = shop.customer("ada");
      ada.fill("LANTERN", 1);
      Answer bought = ada.checkOut("k", ada.confirmed("tok_success"));
      assertThat(bought.text("/status")).as(bought.body()).isEqualTo("completed");

      Client admin = shop.admin();
      JsonNode letter =
          RunningShop.until(
                  () -> admin.get("/api/admin/dead-letters"),
                  answer -> !answer.json().path("items").isEmpty())
              .json()
              .at("/items/0");
      assertThat(letter.path("attempts").asInt()).isPositive();
      String path = "/api/admin/dead-letters/" + letter.path("id").asText();
      assertThat(admin.post(path + "/replay", "").problem()).isEqualTo("replay-failed");
      assertThat(admin.get(path).status()).isEqualTo(200);
      assertThat(ada.get(path).status()).isEqualTo(403);
    }
  }

  @Test
  void refusesASecondProcessOnTheFolder(@TempDir Path data) {
    try (RunningShop shop = RunningShop.open(data, Map.of())) {
      assertThat(shop.anyone().get("/health/live").status()).isEqualTo(200);
      StringWriter err = new StringWriter();
      int code =
          Main.commandLine()
              .setErr(new PrintWriter(err, true))
              .execute(
                  "serve",
                  "--port",
                  "0",
                  "--data",
                  data.toString(),
                  "--set",
                  "payment.gateway=sandbox",
                  "--set",
                  "seller.demo=true");

      assertThat(code).isEqualTo(Main.REFUSED);
      assertThat(err.toString()).contains("is in use by the shop that runs at http://");
    }
  }

  private static void append(RunningShop shop, String unreadable) {
    SqliteEvents events = shop.get(SqliteEvents.class);
    List<SqliteEvents.Row> rows =
        List.of(
            new SqliteEvents.Row(
                Derivation.of("test-event", 1).with(1).id(),
                "dev.stoa.payment.payment-created.v1",
                "nobody's payment",
                "2026-11-23T10:00:00Z",
                unreadable));
    shop.get(SqliteStore.class)
        .write(tx -> {
          events.append(tx, rows);
          return rows.size();
        });
  }
}
