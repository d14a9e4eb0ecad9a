package dev.stoa.cluster.prove;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The products of a run and the administrator who changes their prices and stock while buyers buy.
 * Some are few and never come in again, so that they sell out.
 */
final class Shelf {
  private static final int PRODUCTS = 24;

  private final ShopClient admin;
  private final ClientRecord record;
  private final Random random;
  private final List<Product> products;
  private int step;

  private Shelf(ShopClient admin, ClientRecord record, Random random, List<Product> products) {
    this.admin = admin;
    this.record = record;
    this.random = random;
    this.products = products;
  }

  /** A product of one variant. */
  record Product(String id, String handle, String sku, boolean scarce) {}

  /** Puts the products of a run on sale; {@code plenty} pieces of those that are not scarce. */
  static Shelf fill(ShopClient admin, ClientRecord record, String run, int plenty, long seed)
      throws InterruptedException {
    Random random = new Random(seed);
    List<Product> products = new java.util.ArrayList<>();
    for (int i = 0; i < PRODUCTS; i++) {
      String handle = "prove-" + run + "-" + i;
      String sku = handle.toUpperCase(Locale.ROOT);
      boolean scarce = i % 3 == 0;
      long price = 100L + random.nextInt(9_900);
      record.priceAsked(sku, price);
      ShopClient.Answer created =
          admin.send(
              "POST",
              "/api/products",
              Map.of("Idempotency-Key", "create-" + handle),
              body(handle, sku, price));
      if (created.status() != 201) {
        throw new IllegalStateException("no product could be made: " + created);
      }
      record.price(sku, price);
      Product product = new Product(created.json().path("id").asText(), handle, sku, scarce);
      products.add(product);
    }
    Shelf shelf = new Shelf(admin, record, random, List.copyOf(products));
    for (Product product : products) {
      shelf.receive(product, product.scarce() ? 3 + random.nextInt(20) : plenty);
    }
    return shelf;
  }

  List<Product> products() {
    return products;
  }

  /** Changes a price or brings goods in, again and again, until it is over. */
  void tend(AtomicBoolean over) throws InterruptedException {
    while (!over.get()) {
      switch (random.nextInt(4)) {
        case 0 -> receive(any(false), 1 + random.nextInt(30));
        // Always less than is wanted: buyers compete for each piece.
        case 1 -> receive(any(true), 1);
        default -> changePrice(any(random.nextInt(3) == 0), 100L + random.nextInt(9_900));
      }
      TimeUnit.MILLISECONDS.sleep(50 + random.nextInt(400));
    }
  }

  private Product any(boolean scarce) {
    List<Product> some = products.stream().filter(p -> p.scarce() == scarce).toList();
    return some.get(random.nextInt(some.size()));
  }

  private void receive(Product product, int pieces) throws InterruptedException {
    step++;
    Map<String, String> key = Map.of("Idempotency-Key", product.handle() + "-in-" + step);
    Map<String, Object> movement =
        Map.of("sku", product.sku(), "delta", pieces, "reason", "delivery " + step);
    String path = "/api/products/" + product.id() + "/stock-movements";
    ShopClient.Answer answer = admin.send("POST", path, key, movement);
    if (answer.status() != 201) {
      record.contradiction("a delivery of %s was refused: %s".formatted(product.sku(), answer));
      return;
    }
    record.stock(product.sku(), pieces);
    if (random.nextInt(4) == 0) {
      // The same delivery again, as a client does that never saw the answer.
      ShopClient.Answer again = admin.send("POST", path, key, movement);
      if (again.status() != 201) {
        record.contradiction(
            "a delivery of %s was refused when repeated: %s".formatted(product.sku(), again));
      }
    }
  }

  private void changePrice(Product product, long cents) throws InterruptedException {
    record.priceAsked(product.sku(), cents);
    String path = "/api/products/" + product.id();
    while (true) {
      ShopClient.Answer now = admin.get(path);
      ShopClient.Answer changed =
          admin.send(
              "PUT",
              path,
              Map.of("If-Match", now.tag()),
              body(product.handle(), product.sku(), cents));
      // 412: an earlier try without an answer has done it.
      if (changed.status() == 412 && changed.repeated()) {
        continue;
      }
      if (changed.status() != 200) {
        record.contradiction("a price of %s was refused: %s".formatted(product.sku(), changed));
        return;
      }
      record.price(product.sku(), cents);
      return;
    }
  }

  private static Map<String, Object> body(String handle, String sku, long cents) {
    return Map.of(
        "handle",
        handle,
        "title",
        "Lamp " + handle,
        "categories",
        List.of(),
        "active",
        true,
        "variants",
        List.of(
            Map.of(
                "sku",
                sku,
                "price",
                Map.of("amount", Cents.text(cents), "currency", "EUR"),
                "taxRate",
                "19")));
  }
}
