package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route that the assembled shop describes: who may call it, and that it says what it does.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RoutesTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @Test
  void letsNobodyIntoARouteThatIsNotTheirs(@TempDir Path data) {
    try (RunningShop shop = RunningShop.open(data, Map.of())) {
      JsonNode paths = shop.anyone().get("/openapi.json").json().path("paths");
      List<String> forUsers = new ArrayList<>();
      List<String> forAdmins = new ArrayList<>();
      List<String> silent = new ArrayList<>();
      for (Map.Entry<String, JsonNode> path : paths.properties()) {
        for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
          if (!METHODS.contains(operation.getKey())) {
            continue;
          }
          String method = operation.getKey().toUpperCase(Locale.ROOT);
          String url =
              path.getKey().replaceAll("\\{[^}]*}", "00000000-0000-0000-0000-000000000000");
          String route = method + " " + path.getKey();
          if (operation.getValue().path("summary").asText().isBlank()) {
            silent.add(route);
          }
          if (operation.getValue().path("security").isEmpty()) {
            continue;
          }
          int anonymous = shop.anyone().send(method, url, null).status();
          assertThat(anonymous).as("%s for anyone", route).isEqualTo(401);
          if (path.getKey().equals("/api/notifications")) {
            forUsers.add(route);
            continue; // its answer does not end; LiveNotificationTest has it
          }
          int customer = shop.customer("nosy").send(method, url, null).status();
          if (customer == 403) {
            forAdmins.add(route);
          } else {
            forUsers.add(route);
          }
        }
      }
      assertThat(silent).isEmpty();
      assertThat(forAdmins)
          .contains(
              "POST /api/products",
              "DELETE /api/products/{id}",
              "POST /api/products/import",
              "GET /api/admin/books",
              "GET /api/admin/orders",
              "GET /api/admin/dead-letters");
      assertThat(forAdmins).allMatch(route -> !route.contains("/me") && !route.contains("/basket"));
      assertThat(forUsers)
          .contains(
              "GET /api/basket",
              "POST /api/basket/items",
              "DELETE /api/basket",
              "POST /api/checkouts",
              "GET /api/orders",
              "GET /api/invoices",
              "GET /api/me");
      assertThat(forUsers).noneMatch(route -> route.contains("/admin/"));
    }
  }
}
