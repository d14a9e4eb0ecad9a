package dev.stoa.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/load visible}: how soon a changed price is found and lies in baskets. */
@Command(
    name = "visible",
    description = {
      "Changes prices while others buy, both at a steady rate, and looks every 20 ms until search",
      "and the basket of a customer show the new price. Times begin when the change was answered."
    },
    mixinStandardHelpOptions = true)
final class VisibleBenchmark implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PRODUCTS_OF_A_CHANGER = 10;
  private static final long LOOK_NANOS = 20_000_000;
  private static final long LONGEST_NANOS = 30_000_000_000L;

  @Option(names = "--url", required = true, description = "A running shop.")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(names = "--admin-email", description = "An administrator of the shop.")
  private String adminEmail = LocalShop.ADMIN;

  @Option(names = "--admin-password", description = "The administrator's password.")
  private String adminPassword = LocalShop.PASSWORD;

  @Option(names = "--changes", description = "Measured changes (300).")
  private int changes = 300;

  @Option(names = "--warmup", description = "Changes before (100).")
  private int warmup = 100;

  @Option(names = "--changers", description = "How many change prices (8).")
  private int changers = 8;

  @Option(
      names = "--change-rate",
      description = "Changes a second (4); a changer waits for what it changed.")
  private double changeRate = 4;

  @Option(names = "--rate", description = "Purchases a second meanwhile (10).")
  private double rate = 10;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  VisibleBenchmark() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (changes < 1
        || warmup < 0
        || changers < 1
        || changers > 50
        || rate <= 0
        || changeRate <= 0) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Give positive numbers.");
    }
    PrintWriter out = spec.commandLine().getOut();
    String run = Long.toString(System.currentTimeMillis(), 36);
    try (HttpConnection admin = new HttpConnection(url)) {
      Map<String, String> asAdmin = LoadDriver.logIn(admin, adminEmail, adminPassword);
      int own = changers * PRODUCTS_OF_A_CHANGER;
      List<Map.Entry<String, String>> products =
          List.copyOf(LoadDriver.seed(admin, asAdmin, run, own + 50).entrySet());
      List<String> bought =
          products.subList(own, own + 50).stream().map(Map.Entry::getKey).toList();
      List<Buyer> buyers = LoadDriver.register(url, bought, run, 20, 1);
      List<Buyer> watchers = LoadDriver.register(url, bought, run + "w", changers, 2);
      List<Changer> all = new ArrayList<>();
      for (int i = 0; i < changers; i++) {
        int first = i * PRODUCTS_OF_A_CHANGER;
        all.add(
            new Changer(
                asAdmin,
                watchers.get(i),
                products.subList(first, first + PRODUCTS_OF_A_CHANGER),
                "load-" + run));
      }
      try {
        return run(all, buyers, out);
      } finally {
        all.forEach(Changer::close);
        buyers.forEach(buyer -> buyer.http().close());
      }
    }
  }

  private int run(List<Changer> all, List<Buyer> buyers, PrintWriter out)
      throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Figures purchases = new Figures();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        all.forEach(Changer::fill);
        long pause = (long) (1e9 * buyers.size() / rate);
        long begin = System.nanoTime();
        for (int n = 0; n < buyers.size(); n++) {
          Buyer buyer = buyers.get(n);
          long first = begin + pause * n / buyers.size();
          threads.execute(() -> {
            for (long next = first; !over.get(); next += pause) {
              LockSupport.parkNanos(next - System.nanoTime());
              buyer.step(Scenario.PURCHASES, purchases);
            }
          });
        }
        change(threads, all, warmup, new Figures(), out);
        Figures figures = new Figures();
        double seconds = change(threads, all, changes, figures, out);
        over.set(true);
        out.print(figures.text(seconds));
        out.print(purchases.text((System.nanoTime() - begin) / 1e9));
        out.println("errors " + figures.errors() + " " + purchases.errors());
        out.flush();
        return figures.errors().isEmpty() ? 0 : 1;
      } catch (ExecutionException e) {
        throw new IllegalStateException("a change could not be made", e.getCause());
      } finally {
        over.set(true);
      }
    }
  }

  private double change(
      ExecutorService threads, List<Changer> all, int count, Figures figures, PrintWriter out)
      throws InterruptedException, ExecutionException {
    AtomicInteger made = new AtomicInteger();
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (Changer changer : all) {
      running.add(
          threads.submit(() -> {
            for (int n = made.incrementAndGet(); n <= count; n = made.incrementAndGet()) {
              LockSupport.parkNanos(start + (long) (n * 1e9 / changeRate) - System.nanoTime());
              changer.change(threads, figures);
              if (n % 50 == 0) {
                out.printf("%d of %d changes%n", n, count);
                out.flush();
              }
            }
            return null;
          }));
    }
    for (Future<?> each : running) {
      each.get();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Changes the prices of products of its own, so that no change is overtaken by another. */
  private final class Changer {
    private final Map<String, String> asAdmin;
    private final Buyer watcher;
    private final List<Map.Entry<String, String>> products;
    private final String category;
    private final HttpConnection admin = new HttpConnection(url);
    private final HttpConnection searching = new HttpConnection(url);
    private int changed;

    Changer(
        Map<String, String> asAdmin,
        Buyer watcher,
        List<Map.Entry<String, String>> products,
        String category) {
      this.asAdmin = asAdmin;
      this.watcher = watcher;
      this.products = products;
      this.category = category;
    }

    /** Puts all products into the watcher's basket, as soon as the basket knows them. */
    void fill() {
      for (Map.Entry<String, String> product : products) {
        String body = "{\"sku\":\"%s\",\"quantity\":1}".formatted(product.getKey());
        awaited(() ->
            watcher.http().post("/api/basket/items", watcher.headers(), body).status() / 100 == 2
                ? ""
                : null);
      }
    }

    void change(ExecutorService threads, Figures figures)
        throws IOException, InterruptedException, ExecutionException {
      Map.Entry<String, String> product = products.get(changed % products.size());
      String sku = product.getKey();
      String price = (1_000 + changed++) + ".00";
      String body =
          """
          {"handle":"%s","title":"Visible","categories":["%s"],
           "variants":[{"sku":"%s","price":{"amount":"%s","currency":"EUR"},"taxRate":"19"}]}
          """
              .formatted(sku.toLowerCase(Locale.ROOT), category, sku, price);
      Map<String, String> headers = new HashMap<>(asAdmin);
      headers.put("If-Match", "*");
      long asked = System.nanoTime();
      HttpConnection.Answer answer =
          admin.send("PUT", "/api/products/" + product.getValue(), headers, body);
      long answered = System.nanoTime();
      if (answer.status() != 200) {
        throw new IOException("a change was answered " + answer.status() + ": " + answer.body());
      }
      figures.done("change", answered - asked);
      Future<Boolean> inBasket =
          threads.submit(() -> look(figures, "in-basket", answered, () -> inBasket(sku, price)));
      look(figures, "in-search", answered, () -> inSearch(sku, price));
      inBasket.get();
    }

    private boolean look(
        Figures figures, String what, long since, Callable<@Nullable String> look) {
      boolean seen = awaited(look);
      if (seen) {
        figures.done(what, System.nanoTime() - since);
      } else {
        figures.failed(what + " not within 30 s");
      }
      return seen;
    }

    private @Nullable String inSearch(String sku, String price) throws IOException {
      HttpConnection.Answer answer =
          searching.get("/api/products/search?limit=5&q=" + sku, Map.of());
      for (JsonNode item : JSON.readTree(answer.body()).path("items")) {
        if (item.path("handle").asText().equals(sku.toLowerCase(Locale.ROOT))
            && item.path("price").path("amount").asText().equals(price)) {
          return price;
        }
      }
      return null;
    }

    private @Nullable String inBasket(String sku, String price) throws IOException {
      HttpConnection.Answer answer = watcher.http().get("/api/basket", watcher.headers());
      for (JsonNode line : JSON.readTree(answer.body()).path("items")) {
        if (line.path("sku").asText().equals(sku)
            && line.path("unitPrice").path("amount").asText().equals(price)) {
          return price;
        }
      }
      return null;
    }

    void close() {
      admin.close();
      searching.close();
      watcher.http().close();
    }

    private boolean awaited(Callable<@Nullable String> look) {
      long deadline = System.nanoTime() + LONGEST_NANOS;
      while (System.nanoTime() < deadline) {
        try {
          if (look.call() != null) {
            return true;
          }
          TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        } catch (Exception e) {
          throw new IllegalStateException("cannot look", e);
        }
      }
      return false;
    }
  }
}
