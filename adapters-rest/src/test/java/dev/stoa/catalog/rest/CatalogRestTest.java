package dev.stoa.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.catalog.application.ChangeCategory;
import dev.stoa.catalog.application.ChangeProduct;
import dev.stoa.catalog.application.CreateCategory;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.DeleteCategory;
import dev.stoa.catalog.application.DeleteProduct;
import dev.stoa.catalog.application.FindProduct;
import dev.stoa.catalog.application.InMemoryCatalogStores;
import dev.stoa.catalog.application.ListCategories;
import dev.stoa.catalog.application.ListProducts;
import dev.stoa.catalog.application.ReadLedger;
import dev.stoa.catalog.application.ReadStock;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.catalog.application.port.ShownProducts;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.rest.RestTestServer;
import dev.stoa.shared.rest.RestTestServer.Answer;
import dev.stoa.shared.rest.RestTestServer.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogRestTest {
  private static final UserId USER = new UserId(Derivation.of("test-user", 1).with(1).id());
  private static final String NO_ID = Derivation.of("test-product", 1).with(1).id().toString();

  private final RestTestServer server;
  private final Client admin;
  private final Client anyone;

  CatalogRestTest() {
    InMemoryCatalogStores stores = new InMemoryCatalogStores();
    AtomicInteger count = new AtomicInteger();
    IdGenerator ids = () -> Derivation.of("test-id", 1).with(count.incrementAndGet()).id();
    InstantSource clock = () -> Instant.parse("2026-11-23T10:00:00Z").plusSeconds(count.get());
    server =
        RestTestServer.of(
            new ProductResource(
                new ListProducts(stores, stores),
                new FindProduct(stores, ShownProducts.of(stores), stores),
                new CreateProduct(stores, stores, stores, stores, ids, clock),
                new ChangeProduct(stores, stores, stores, clock),
                new DeleteProduct(stores, clock)),
            new CategoryResource(
                new ListCategories(stores),
                new CreateCategory(stores, ids),
                new ChangeCategory(stores),
                new DeleteCategory(stores, stores)),
            new StockResource(
                new ReadStock(stores, stores),
                new ReadLedger(stores, stores),
                new RecordStockMovement(stores, stores, stores, ids, clock)));
    admin = server.as(RestTestServer.admin(USER));
    anyone = server.anonymous();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void createsShowsChangesAndDeletesAProduct() {
    assertThat(admin.post("/api/categories", category("light")).status()).isEqualTo(201);
    Answer created = admin.post("/api/products", product("lamp", "L-1", "light", true));
    assertThat(created.status()).isEqualTo(201);
    String location = "/api/products/" + created.json().path("id").textValue();
    assertThat(created.header("Location")).endsWith(location);

    Answer shown = anyone.get("/api/products/lamp");
    assertThat(shown.json()).isEqualTo(created.json());
    assertThat(shown.json().at("/variants/0/price/amount").textValue()).isEqualTo("19.90");
    assertThat(shown.json().at("/variants/0/available").intValue()).isZero();
    assertThat(shown.header("Cache-Control")).isEqualTo("no-cache");
    String tag = String.valueOf(shown.header("ETag"));
    assertThat(anyone.with("If-None-Match", tag).get(location).status()).isEqualTo(304);
    assertThat(anyone.get("/api/products?category=light").json().path("items")).hasSize(1);
    assertThat(anyone.get("/api/products?category=dark").json().path("items")).isEmpty();

    String changed = product("lamp-2", "L-1", "light", false);
    assertThat(admin.with("If-Match", tag).put(location, changed).status()).isEqualTo(200);
    assertThat(admin.with("If-Match", tag).put(location, changed).problem())
        .isEqualTo("precondition-failed");
    assertThat(anyone.get(location).status()).isEqualTo(404);
    assertThat(admin.get(location).status()).isEqualTo(200);
    assertThat(admin.delete(location).status()).isEqualTo(204);
    assertThat(admin.delete(location).status()).isEqualTo(404);
  }

  @Test
  void tellsATagThatStockChangedFromOneThatAMerchantChanged() {
    Answer created = admin.post("/api/products", product("lamp", "L-1", null, true));
    String location = "/api/products/" + created.json().path("id").textValue();
    String tag = String.valueOf(created.header("ETag"));
    Answer recorded =
        admin.post(
            location + "/stock-movements",
            """
            {"sku": "L-1", "delta": 5, "reason": "delivery"}\
            """);

    assertThat(recorded.status()).isEqualTo(201);
    assertThat(recorded.json().at("/stock/available").intValue()).isEqualTo(5);
    assertThat(anyone.with("If-None-Match", tag).get(location).status()).isEqualTo(200);
    assertThat(
            admin.with("If-Match", tag).put(location, product("lamp", "L-2", null, true)).status())
        .isEqualTo(200);
  }

  @Test
  void recordsAMovementOnceAndRefusesAnImpossibleOne() {
    Answer created = admin.post("/api/products", product("lamp", "L-1", null, true));
    String stock = "/api/products/" + created.json().path("id").textValue() + "/stock";
    Client once = admin.with("Idempotency-Key", "k1");
    String five =
        """
        {"sku": "L-1", "delta": 5, "reason": "delivery"}\
        """;

    assertThat(once.post(stock + "-movements", five).json())
        .isEqualTo(once.post(stock + "-movements", five).json());
    assertThat(once.post(stock + "-movements", five.replace("5", "6")).problem())
        .isEqualTo("idempotency-key-reused");
    assertThat(admin.post(stock + "-movements", five.replace("5", "-6")).problem())
        .isEqualTo("stock-too-low");
    assertThat(admin.post(stock + "-movements", five.replace("5", "0")).problem())
        .isEqualTo("invalid-field");
    assertThat(admin.get(stock).json().at("/items/0/onHand").intValue()).isEqualTo(5);
    assertThat(admin.get(stock + "-movements").json().at("/items/0/kind").textValue())
        .isEqualTo("received");
  }

  @Test
  void takesAKeyForOneCommandWhateverBecomesOfTheProduct() {
    Answer lamp = admin.post("/api/products", product("lamp", "L-1", null, true));
    Answer cup = admin.post("/api/products", product("cup", "C-1", null, true));
    String ofLamp = "/api/products/" + lamp.json().path("id").textValue();
    String ofCup = "/api/products/" + cup.json().path("id").textValue();
    String lamps = "{\"sku\": \"L-1\", \"delta\": 5, \"reason\": \"delivery\"}";
    Client once = admin.with("Idempotency-Key", "k1");
    Answer first = once.post(ofLamp + "/stock-movements", lamps);
    assertThat(first.status()).isEqualTo(201);

    Answer other = once.post(ofCup + "/stock-movements", lamps.replace("L-1", "C-1"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    assertThat(admin.delete(ofLamp).status()).isEqualTo(204);
    Answer again = once.post(ofLamp + "/stock-movements", lamps);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
  }

  @Test
  void repeatsARefusalByItsKey() {
    Answer lamp = admin.post("/api/products", product("lamp", "L-1", null, true));
    String movements = "/api/products/" + lamp.json().path("id").textValue() + "/stock-movements";
    String loss = "{\"sku\": \"L-1\", \"delta\": -5, \"reason\": \"lost\"}";
    Client once = admin.with("Idempotency-Key", "k1");
    Answer refused = once.post(movements, loss);
    assertThat(refused.problem()).isEqualTo("stock-too-low");
    assertThat(admin.post(movements, loss.replace("-5", "9")).status()).isEqualTo(201);

    assertThat(once.post(movements, loss).json()).isEqualTo(refused.json());
    assertThat(once.post(movements, loss.replace("-5", "-4")).status()).isEqualTo(422);
    assertThat(admin.with("Idempotency-Key", "k2").post(movements, loss).status()).isEqualTo(201);
  }

  @Test
  void repeatsACreationByItsKeyAndNamesWhatIsTakenOrUnknown() {
    String lamp = product("lamp", "L-1", null, true);
    Client once = admin.with("Idempotency-Key", "k1");

    assertThat(once.post("/api/products", lamp).json())
        .isEqualTo(once.post("/api/products", lamp).json());
    assertThat(once.post("/api/products", product("x", "X", null, true)).problem())
        .isEqualTo("idempotency-key-reused");
    assertThat(admin.post("/api/products", product("x", "L-1", null, true)).problem())
        .isEqualTo("sku-taken");
    assertThat(admin.post("/api/products", product("lamp", "X", null, true)).problem())
        .isEqualTo("handle-taken");
    Answer unknown = admin.post("/api/products", product("x", "X", "nowhere", true));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.body()).contains("nowhere");
    Answer wrong = admin.post("/api/products", lamp.replace("19.90", "0"));
    assertThat(wrong.json().at("/errors/0/field").textValue()).isEqualTo("variants[0]");
  }

  @Test
  void letsOnlyMerchantsWrite() {
    Client customer = server.as(RestTestServer.customer(USER));
    String product = "/api/products/" + NO_ID;
    for (String path : List.of("/api/products", "/api/categories", product + "/stock-movements")) {
      assertThat(anyone.post(path, "{}").status()).isEqualTo(401);
      assertThat(customer.post(path, "{}").status()).isEqualTo(403);
    }
    for (String path : List.of(product, "/api/categories/" + NO_ID)) {
      assertThat(anyone.put(path, "{}").status()).isEqualTo(401);
      assertThat(customer.delete(path).status()).isEqualTo(403);
    }
    assertThat(anyone.get(product + "/stock").status()).isEqualTo(401);
    assertThat(customer.get(product + "/stock-movements").status()).isEqualTo(403);
  }

  @Test
  void answersNonsenseWithAProblem() {
    assertThat(anyone.get("/api/products/No%20Such").status()).isEqualTo(404);
    assertThat(anyone.get("/api/products/" + NO_ID).status()).isEqualTo(404);
    assertThat(anyone.get("/api/products?limit=100000").status()).isEqualTo(400);
    assertThat(anyone.get("/api/products?cursor=x").problem()).isEqualTo("invalid-field");
    assertThat(admin.get("/api/products/x/stock").status()).isEqualTo(404);
  }

  @Test
  void keepsACategoryThatIsInUse() {
    String home =
        "/api/categories/"
            + admin.post("/api/categories", category("home")).json().path("id").textValue();
    admin.post("/api/products", product("lamp", "L-1", "home", true));

    assertThat(admin.delete(home).problem()).isEqualTo("category-in-use");
    assertThat(admin.put(home, "{\"name\": \"X\", \"parent\": \"home\"}").status()).isEqualTo(400);
    assertThat(admin.put(home, "{\"name\": \"Living\"}").json().path("name").textValue())
        .isEqualTo("Living");
    assertThat(anyone.get("/api/categories").json().at("/items/0/slug").textValue())
        .isEqualTo("home");
  }

  private static String category(String slug) {
    return "{\"slug\": \"%s\", \"name\": \"Name\"}".formatted(slug);
  }

  private static String product(
      String handle,
      String sku,
      @org.jspecify.annotations.Nullable String category,
      boolean active) {
    return """
    {"handle": "%s", "title": "Lamp", "categories": [%s], "active": %s,
     "variants": [{"sku": "%s", "price": {"amount": "19.90", "currency": "EUR"},
                   "taxRate": "19"}]}\
    """
        .formatted(handle, category == null ? "" : '"' + category + '"', active, sku);
  }
}
