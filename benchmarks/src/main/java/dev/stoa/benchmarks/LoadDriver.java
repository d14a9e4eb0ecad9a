package dev.stoa.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/load}: presses a shop, says how fast it was, and checks its books. */
@Command(
    name = "load",
    description = "Presses a shop with buyers, then checks that nothing was lost or done twice.",
    subcommands = {LiveBenchmark.class, VisibleBenchmark.class, GrowthSuite.class},
    mixinStandardHelpOptions = true)
public final class LoadDriver implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int STOCK = 1_000_000;

  @Option(names = "--start", description = "Start a shop for this run.")
  private boolean start;

  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  @Option(names = "--jar", description = "The shop to start (bootstrap/target/stoa/stoa.jar).")
  private Path jar = Path.of(System.getProperty("stoa.jar", "bootstrap/target/stoa/stoa.jar"));

  @Option(names = "--jvm", description = "An option of the started shop's JVM; repeatable.")
  private List<String> jvm = new ArrayList<>();

  @Option(names = "--url", description = "A running shop instead.")
  private @Nullable URI url;

  @Option(names = "--admin-email", description = "An administrator of the running shop.")
  private String adminEmail = LocalShop.ADMIN;

  @Option(names = "--admin-password", description = "The administrator's password.")
  private String adminPassword = LocalShop.PASSWORD;

  @Option(names = "--scenario", description = "${COMPLETION-CANDIDATES} (PURCHASES).")
  private Scenario scenario = Scenario.PURCHASES;

  @Option(names = "--duration", description = "Measured seconds, up to 600 (20).")
  private int duration = 20;

  @Option(names = "--warmup", description = "Seconds before, up to 600 (5).")
  private int warmup = 5;

  @Option(names = "--buyers", description = "How many buy at once, up to 1000 (64).")
  private int buyerCount = 64;

  @Option(names = "--products", description = "How many products, up to 10000 (200).")
  private int products = 200;

  @Option(names = "--seed", description = "Of what the buyers choose (1).")
  private long seed = 1;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures here as well.")
  private @Nullable Path json;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  LoadDriver() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new LoadDriver())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    within("--duration", duration, 1, 600);
    within("--warmup", warmup, 0, 600);
    within("--buyers", buyerCount, 1, 1_000);
    within("--products", products, 1, 10_000);
    if (start) {
      try (LocalShop shop = LocalShop.start(jar, jvm)) {
        return run(shop.url(), shop);
      }
    }
    if (url == null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Give --start or --url.");
    }
    return run(url, null);
  }

  private void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + ": expected " + least + " to " + most + ", was " + value);
    }
  }

  private int run(URI shop, @Nullable LocalShop local) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    String run = Long.toString(System.currentTimeMillis(), 36);
    double disk =
        DiskProbe.forcesPerSecond(
            local == null ? Path.of(System.getProperty("java.io.tmpdir")) : local.folder());
    try (HttpConnection admin = new HttpConnection(shop)) {
      Map<String, String> asAdmin = logIn(admin, adminEmail, adminPassword);
      Map<String, String> ids = seed(admin, asAdmin, run, products);
      List<Buyer> buyers = register(shop, List.copyOf(ids.keySet()), run, buyerCount, seed);
      out.printf("%d buyers, %d products; warming up for %d s%n", buyerCount, products, warmup);
      out.flush();
      press(buyers, warmup, new Figures(), out);
      Figures figures = new Figures();
      double seconds = press(buyers, duration, figures, out);
      double rest = untilAllHasEnded(admin, asAdmin);
      long memory = local == null ? -1 : local.residentMebibytes();
      Figures.Line purchases = figures.lines(seconds).get("purchase");
      double ratio = purchases == null ? 0 : purchases.perSecond() / disk;
      out.print(figures.text(seconds));
      out.printf(
          Locale.ROOT,
          "disk %.0f forces/s by one thread; %.2f purchases per force; shop %d MiB%n",
          disk,
          ratio,
          memory);
      out.printf(Locale.ROOT, "everything had ended %.1f s after the last request%n", rest);
      List<String> violations = settled(buyers, admin, asAdmin, ids, local != null, out);
      violations.forEach(violation -> out.println("VIOLATION: " + violation));
      out.println(violations.isEmpty() ? "The books agree." : "The books do not agree.");
      out.flush();
      if (json != null) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("scenario", scenario.name().toLowerCase(Locale.ROOT));
        report.put("buyers", buyerCount);
        report.put("seconds", seconds);
        report.put("operations", figures.lines(seconds));
        report.put("errors", figures.errors());
        report.put("forcesPerSecond", disk);
        report.put("residentMebibytes", memory);
        report.put("endedAfterSeconds", rest);
        report.put("violations", violations);
        Files.writeString(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
      }
      buyers.forEach(Buyer::close);
      return violations.isEmpty() ? 0 : 1;
    }
  }

  static Map<String, String> logIn(HttpConnection http, String email, String password)
      throws IOException {
    String body = JSON.writeValueAsString(Map.of("email", email, "password", password));
    JsonNode answer = post(http, "/api/auth/login", Map.of(), body);
    return Map.of("Authorization", "Bearer " + answer.path("accessToken").asText());
  }

  static JsonNode post(HttpConnection http, String path, Map<String, String> headers, String body)
      throws IOException {
    HttpConnection.Answer answer = http.post(path, headers, body);
    if (answer.status() / 100 != 2) {
      throw new IOException(path + " answered " + answer.status() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  static JsonNode get(HttpConnection http, String path, Map<String, String> headers)
      throws IOException {
    HttpConnection.Answer answer = http.get(path, headers);
    if (answer.status() != 200) {
      throw new IOException(path + " answered " + answer.status() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /**
   * Waits until no event is on its way and each checkout has ended: what takes long is work that
   * was put off while the figures were taken, such as invoices.
   */
  private static double untilAllHasEnded(HttpConnection admin, Map<String, String> asAdmin)
      throws IOException, InterruptedException {
    long since = System.nanoTime();
    while (System.nanoTime() - since < LONGEST_REST.toNanos()) {
      long asked = System.nanoTime();
      JsonNode books = get(admin, "/api/admin/books", asAdmin);
      if (books.path("settled").asBoolean() && books.path("eventLag").asLong() == 0) {
        return (asked - since) / 1e9;
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
    return (System.nanoTime() - since) / 1e9;
  }

  /** Looks into the books until they agree, for as long as what was started may take to end. */
  private List<String> settled(
      List<Buyer> buyers,
      HttpConnection admin,
      Map<String, String> asAdmin,
      Map<String, String> ids,
      boolean whole,
      PrintWriter out)
      throws IOException, InterruptedException {
    List<String> violations = books(buyers, admin, asAdmin, ids, whole);
    // After long runs it takes minutes to look once, and the books looked at first are old by then.
    long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
    while (!violations.isEmpty() && System.nanoTime() < deadline) {
      out.printf("not everything has ended yet (%d things), looking again%n", violations.size());
      out.flush();
      TimeUnit.SECONDS.sleep(2);
      violations = books(buyers, admin, asAdmin, ids, whole);
    }
    return violations;
  }

  /** Makes the products; returns the id of each by its SKU. */
  static Map<String, String> seed(
      HttpConnection http, Map<String, String> asAdmin, String run, int products)
      throws IOException {
    String category = "load-" + run;
    post(
        http,
        "/api/categories",
        asAdmin,
        "{\"slug\":\"%s\",\"name\":\"Load\"}".formatted(category));
    Map<String, String> ids = new LinkedHashMap<>();
    for (int i = 0; i < products; i++) {
      String sku = "L-" + run.toUpperCase(Locale.ROOT) + "-" + i;
      String body =
          """
          {"handle":"%s","title":"Load item%d","categories":["%s"],
           "variants":[{"sku":"%s","price":{"amount":"%d.90","currency":"EUR"},"taxRate":"19"}]}
          """
              .formatted(sku.toLowerCase(Locale.ROOT), i, category, sku, 1 + i % 90);
      String id = post(http, "/api/products", asAdmin, body).path("id").asText();
      post(
          http,
          "/api/products/" + id + "/stock-movements",
          asAdmin,
          "{\"sku\":\"%s\",\"delta\":%d,\"reason\":\"load\"}".formatted(sku, STOCK));
      ids.put(sku, id);
    }
    return ids;
  }

  /** Makes accounts, and a buyer for each. */
  static List<Buyer> register(URI shop, List<String> skus, String run, int buyerCount, long seed)
      throws IOException {
    List<Buyer> buyers = new ArrayList<>();
    try (HttpConnection http = new HttpConnection(shop)) {
      for (int i = 0; i < buyerCount; i++) {
        String email = "buyer-%s-%d@example.com".formatted(run, i);
        String password = "a passphrase of buyer " + run;
        post(
            http,
            "/api/auth/register",
            Map.of(),
            JSON.writeValueAsString(Map.of("email", email, "password", password, "name", "Ada")));
        String token = logIn(http, email, password).getOrDefault("Authorization", "").substring(7);
        buyers.add(new Buyer(shop, email, token, skus, seed * 1_000_003 + i));
      }
    }
    return buyers;
  }

  /** Lets all buyers go for some seconds; returns how long it was until the last had finished. */
  private double press(List<Buyer> buyers, int seconds, Figures figures, PrintWriter out)
      throws InterruptedException {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (Buyer buyer : buyers) {
      threads.add(
          Thread.ofVirtual()
              .uncaughtExceptionHandler((thread, e) -> failure.set(e))
              .start(() -> {
                while (System.nanoTime() < end) {
                  buyer.step(scenario, figures);
                }
              }));
    }
    for (int second = 1; second <= seconds; second++) {
      long left = start + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(left);
      long done = figures.lines(1).values().stream().mapToLong(Figures.Line::count).sum();
      out.printf("%d s: %d operations, errors %s%n", second, done, figures.errors());
      out.flush();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Throwable broken = failure.get();
    if (broken != null) {
      throw new IllegalStateException("a buyer broke", broken);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<String> books(
      List<Buyer> buyers,
      HttpConnection admin,
      Map<String, String> asAdmin,
      Map<String, String> ids,
      boolean whole)
      throws IOException {
    List<String> acknowledged = new ArrayList<>();
    List<BooksCheck.Order> orders = new ArrayList<>();
    List<BooksCheck.Invoice> invoices = new ArrayList<>();
    Set<String> captured = new HashSet<>();
    long unclear = 0;
    for (Buyer buyer : buyers) {
      acknowledged.addAll(buyer.acknowledged());
      unclear += buyer.unclear();
      for (JsonNode order : all(buyer, "/api/orders")) {
        Map<String, Integer> pieces = new HashMap<>();
        for (JsonNode line : order.path("lines")) {
          pieces.merge(line.path("sku").asText(), line.path("quantity").asInt(), Integer::sum);
        }
        String payment = order.path("paymentId").asText();
        orders.add(
            new BooksCheck.Order(
                order.path("id").asText(),
                order.path("checkoutId").asText(),
                payment,
                order.path("status").asText().equals("placed"),
                pieces));
        JsonNode paid = get(buyer.http(), "/api/payments/" + payment, buyer.headers());
        if (paid.path("status").asText().equals("captured")) {
          captured.add(payment);
        }
      }
      for (JsonNode invoice : all(buyer, "/api/invoices")) {
        if (invoice.path("kind").asText().equals("invoice")) {
          invoices.add(
              new BooksCheck.Invoice(
                  invoice.path("number").asText(),
                  invoice.path("orderId").asText(),
                  invoice.path("paymentId").asText()));
        }
      }
    }
    Map<String, Integer> gone = new HashMap<>();
    for (String id : ids.values()) {
      for (JsonNode stock : get(admin, "/api/products/" + id + "/stock", asAdmin).path("items")) {
        gone.put(stock.path("sku").asText(), STOCK - stock.path("onHand").asInt());
      }
    }
    List<String> violations =
        new ArrayList<>(
            BooksCheck.violations(
                new BooksCheck.Seen(
                    acknowledged, unclear, orders, invoices, captured, gone, whole)));
    HttpConnection.Answer own = admin.get("/api/admin/books", asAdmin);
    if (own.status() != 200 || !JSON.readTree(own.body()).path("balanced").asBoolean()) {
      violations.add("the shop's own books: " + own.body());
    }
    return violations;
  }

  private static List<JsonNode> all(Buyer buyer, String path) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(buyer.http(), path + "?limit=100" + cursor, buyer.headers());
      page.path("items").forEach(items::add);
      cursor = page.hasNonNull("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    return items;
  }
}
