package dev.stoa.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/growth}: whether a large shop is as fast as a small one. */
@Command(
    name = "growth",
    description = {
      "Makes a shop of each size, with a third as many products and two thirds as many users as",
      "orders, and measures its start, its routes at the first and at a deep page, its reactions and",
      "its reports. What takes more than 1.3 times as long as in the smallest, and half a",
      "millisecond more, grows; what grows by design is named with the reason."
    },
    mixinStandardHelpOptions = true)
final class GrowthSuite implements Callable<Integer> {
  private static final double FLAT = 1.3;
  private static final int LONGEST_REPORT_MILLIS = 1_800_000;
  private static final double NOISE_MILLIS = 0.5;

  /** What is linear on purpose, and what bounds it. */
  private static final Map<String, String> BY_DESIGN =
      Map.of(
          "first start", "the journal of the sandbox gateway is indexed once",
          "start",
              "the journal of the sandbox gateway is read once to check it, at the disk's pace",
          "start after kill", "as the start, and the write-ahead log, of 64 MB at most",
          "search made anew", "each product is written once; searches go on meanwhile",
          "search compared", "versions of all products, while searches go on",
          "books", "a report over everything ever, in bounded memory");

  @Option(names = "--orders", split = ",", description = "The sizes (10000,100000,1000000).")
  private List<Long> sizes = List.of(10_000L, 100_000L, 1_000_000L);

  @Option(names = "--repeat", description = "How often each route is asked (41).")
  private int repeat = 41;

  @Option(names = "--folder", description = "Where the shops are made; needs 10 GB a million.")
  private Path root = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--jar", description = "The shop (bootstrap/target/stoa/stoa.jar).")
  private Path jar = Path.of(System.getProperty("stoa.jar", "bootstrap/target/stoa/stoa.jar"));

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  GrowthSuite() {}

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = spec.commandLine().getOut();
    List<Map<String, Double>> measured = new ArrayList<>();
    for (long orders : sizes) {
      Path folder = Files.createTempDirectory(root, "stoa-growth-");
      try {
        measured.add(measure(folder, orders, out));
      } finally {
        LocalShop.delete(folder);
      }
    }
    return print(measured, out);
  }

  private Map<String, Double> measure(Path folder, long orders, PrintWriter out)
      throws IOException, InterruptedException, SQLException {
    long products = Math.max(3, orders / 3);
    long users = Math.max(3, orders * 2 / 3);
    ShopTemplate template = ShopTemplate.make(folder, jar);
    Map<String, Double> figures = new LinkedHashMap<>();
    Routes routes;
    long begun = System.nanoTime();
    try (SyntheticShop synthetic = new SyntheticShop(folder.resolve("data"), template)) {
      synthetic.grow(orders, products, users);
      routes = Routes.of(synthetic, template, orders, products);
    }
    out.printf(
        Locale.ROOT,
        "%,d orders, %,d products, %,d users: made in %.0f s, %.2f GB%n",
        orders,
        products,
        users,
        (System.nanoTime() - begun) / 1e9,
        Files.size(folder.resolve("data/stoa.db")) / 1e9);
    out.flush();
    try (LocalShop shop = LocalShop.startIn(folder, jar)) {
      figures.put("first start", shop.startMillis());
      long from = System.nanoTime();
      shop.awaitLog("search index caught up");
      figures.put("search made anew", (System.nanoTime() - from) / 1e6);
      routes.measure(shop, repeat, figures);
      shop.kill();
    }
    try (LocalShop shop = LocalShop.startIn(folder, jar)) {
      figures.put("start after kill", shop.startMillis());
      long from = System.nanoTime();
      shop.awaitLog("search index caught up");
      figures.put("search compared", (System.nanoTime() - from) / 1e6);
    }
    try (LocalShop shop = LocalShop.startIn(folder, jar)) {
      figures.put("start", shop.startMillis());
      figures.put("resident MB", (double) shop.residentMebibytes());
    }
    figures.forEach((name, millis) -> out.printf(Locale.ROOT, "  %-28s %10.2f%n", name, millis));
    out.flush();
    return figures;
  }

  private int print(List<Map<String, Double>> measured, PrintWriter out) {
    Map<String, Double> small = measured.getFirst();
    Map<String, Double> large = measured.getLast();
    out.printf("%n| milliseconds |");
    sizes.forEach(size -> out.printf(Locale.ROOT, " %,d orders |", size));
    out.printf(" ratio | verdict |%n|---|%s---|---|%n", "---|".repeat(sizes.size()));
    boolean grows = false;
    for (String name : small.keySet()) {
      double ratio = large.getOrDefault(name, 0.0) / small.getOrDefault(name, 1.0);
      double more = large.getOrDefault(name, 0.0) - small.getOrDefault(name, 0.0);
      boolean flat = ratio <= FLAT || more <= NOISE_MILLIS;
      String verdict =
          flat
              ? "flat"
              : BY_DESIGN.containsKey(name) ? "by design: " + BY_DESIGN.get(name) : "GROWS";
      grows |= verdict.equals("GROWS");
      out.printf("| %s |", name);
      measured.forEach(
          figures -> out.printf(Locale.ROOT, " %.2f |", figures.getOrDefault(name, 0.0)));
      out.printf(Locale.ROOT, " %.2f | %s |%n", ratio, verdict);
    }
    out.flush();
    return grows ? 1 : 0;
  }

  /** The routes of one shop, with the cursors of its deep pages. */
  private record Routes(
      Map<String, String> byAnyone,
      Map<String, String> byBuyer,
      Map<String, String> byAdmin,
      String productId,
      long products) {
    static Routes of(SyntheticShop shop, ShopTemplate template, long orders, long products)
        throws SQLException {
      String listed =
          "SELECT created_at, product_id FROM product_listing WHERE category = ? AND active = 1"
              + " ORDER BY created_at DESC, product_id DESC LIMIT 1 OFFSET ?";
      String stored =
          "SELECT state ->> '$.sort', id FROM %s WHERE state ->> '$.userId' = ?"
              + " ORDER BY state ->> '$.sort' DESC, id DESC LIMIT 1 OFFSET ?";
      String all =
          "SELECT state ->> '$.sort', id FROM customer_order"
              + " ORDER BY state ->> '$.sort' DESC, id DESC LIMIT 1 OFFSET ?";
      long deepProduct = products * 2 / 3 * 9 / 10;
      String user = template.userId();
      String ownOrder =
          cursor(
              "orders-" + user,
              shop.deep(stored.formatted("customer_order"), user, orders / 10 * 9 / 10));
      String ownInvoice =
          cursor(
              "invoices-" + user,
              shop.deep(stored.formatted("invoice"), user, orders / 10 * 9 / 10));
      String[] order = shop.deep(all, orders * 9 / 10);
      String everything = cursor("products", shop.deep(listed, "*", deepProduct));
      String category = cursor("products", shop.deep(listed, ShopTemplate.CATEGORY, deepProduct));
      long known = products / 2;
      Map<String, String> anyone = new LinkedHashMap<>();
      anyone.put("ready", "/health/ready");
      anyone.put("metrics", "/metrics");
      anyone.put("categories", "/api/categories");
      anyone.put("products", "/api/products?limit=20");
      anyone.put("products, deep", "/api/products?limit=20&cursor=" + everything);
      anyone.put("category", "/api/products?limit=20&category=" + ShopTemplate.CATEGORY);
      anyone.put(
          "category, deep",
          "/api/products?limit=20&category=" + ShopTemplate.CATEGORY + "&cursor=" + category);
      anyone.put("product", "/api/products/g-" + known);
      anyone.put("search, one hit", "/api/products/search?limit=20&q=item" + known);
      anyone.put("search, all hits", "/api/products/search?limit=20&q=growth");
      anyone.put("suggest", "/api/products/suggest?q=item" + known);
      Map<String, String> buyer = new LinkedHashMap<>();
      buyer.put("me", "/api/me");
      buyer.put("basket", "/api/basket");
      buyer.put("own orders", "/api/orders?limit=20");
      buyer.put("own orders, deep", "/api/orders?limit=20&cursor=" + ownOrder);
      buyer.put("own invoices", "/api/invoices?limit=20");
      buyer.put("own invoices, deep", "/api/invoices?limit=20&cursor=" + ownInvoice);
      buyer.put("order", "/api/orders/" + template.orderId());
      buyer.put("payment", "/api/payments/" + template.paymentId());
      buyer.put("checkout, read", "/api/checkouts/" + template.checkoutId());
      Map<String, String> admin = new LinkedHashMap<>();
      admin.put("all orders", "/api/admin/orders?limit=20");
      admin.put("all orders, deep", "/api/admin/orders?limit=20&cursor=" + cursor("orders", order));
      admin.put("dead letters", "/api/admin/dead-letters?limit=20");
      admin.put("stock", "/api/products/" + SyntheticShop.id(3, known) + "/stock");
      return new Routes(anyone, buyer, admin, SyntheticShop.id(3, known), products);
    }

    private static String cursor(String list, String[] place) {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              (list + ' ' + place[0] + ' ' + place[1]).getBytes(StandardCharsets.UTF_8));
    }

    void measure(LocalShop shop, int repeat, Map<String, Double> figures)
        throws IOException, InterruptedException {
      try (HttpConnection http = new HttpConnection(shop.url(), LONGEST_REPORT_MILLIS)) {
        Map<String, String> admin = LoadDriver.logIn(http, LocalShop.ADMIN, LocalShop.PASSWORD);
        Map<String, String> buyer = LoadDriver.logIn(http, ShopTemplate.EMAIL, LocalShop.PASSWORD);
        ask(http, Map.of(), byAnyone, repeat, figures);
        ask(http, buyer, byBuyer, repeat, figures);
        ask(http, admin, byAdmin, repeat, figures);
        double[] purchases = new double[repeat];
        for (int i = 0; i < repeat; i++) {
          long from = System.nanoTime();
          ShopTemplate.purchase(http, buyer, SyntheticShop.sku(i % (products * 2 / 3)), "g" + i);
          purchases[i] = (System.nanoTime() - from) / 1e6;
        }
        figures.put("purchase, all reactions", median(purchases));
        figures.put("price change until basket", changes(http, admin, buyer, repeat));
        long from = System.nanoTime();
        JsonNode books = LoadDriver.get(http, "/api/admin/books", admin);
        figures.put("books", (System.nanoTime() - from) / 1e6);
        if (!books.path("balanced").asBoolean()) {
          throw new IOException("the books are not balanced: " + books.path("violations"));
        }
      }
    }

    private static void ask(
        HttpConnection http,
        Map<String, String> headers,
        Map<String, String> routes,
        int repeat,
        Map<String, Double> figures)
        throws IOException {
      for (Map.Entry<String, String> route : routes.entrySet()) {
        double[] millis = new double[repeat];
        for (int i = -repeat / 2; i < repeat; i++) {
          long from = System.nanoTime();
          HttpConnection.Answer answer = http.get(route.getValue(), headers);
          if (answer.status() != 200) {
            throw new IOException(route.getValue() + " answered " + answer.status());
          }
          if (i >= 0) {
            millis[i] = (System.nanoTime() - from) / 1e6;
          }
        }
        figures.put(route.getKey(), median(millis));
      }
    }

    /** How long it takes until a customer's basket shows a new price. */
    private double changes(
        HttpConnection http, Map<String, String> admin, Map<String, String> buyer, int repeat)
        throws IOException, InterruptedException {
      String sku = SyntheticShop.sku(products / 2);
      http.post("/api/basket/items", buyer, "{\"sku\":\"%s\",\"quantity\":1}".formatted(sku));
      double[] millis = new double[repeat / 4 + 1];
      for (int i = 0; i < millis.length; i++) {
        String price = "%d.77".formatted(100 + i);
        long from = System.nanoTime();
        Map<String, String> headers = new HashMap<>(admin);
        headers.put("If-Match", "*");
        HttpConnection.Answer changed =
            http.send(
                "PUT",
                "/api/products/" + productId,
                headers,
                """
                {"handle":"g-%d","title":"growth item%d","categories":["%s"],
                 "variants":[{"sku":"%s","price":{"amount":"%s","currency":"EUR"},"taxRate":"19"}]}
                """
                    .formatted(products / 2, products / 2, ShopTemplate.CATEGORY, sku, price));
        if (changed.status() / 100 != 2) {
          throw new IOException("the price did not change: " + changed.body());
        }
        while (!http.get("/api/basket", buyer).body().contains(price)) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        millis[i] = (System.nanoTime() - from) / 1e6;
      }
      return median(millis);
    }

    private static double median(double[] millis) {
      double[] sorted = millis.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }
}
