package dev.stoa.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/load live}: what idle clients cost, and how soon a buyer hears of an order. */
@Command(
    name = "live",
    description = {
      "Connects Socket.IO clients to a shop of its own, then lets some of them buy at a steady",
      "rate. 'heard' is the time from the moment an order was made, by the shop's clock, until its",
      "buyer has the message; its commit is a part of it."
    },
    mixinStandardHelpOptions = true)
final class LiveBenchmark implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CONNECTIONS_OF_A_USER = 10;

  @Option(names = "--jar", description = "The shop to start (bootstrap/target/stoa/stoa.jar).")
  private Path jar = Path.of(System.getProperty("stoa.jar", "bootstrap/target/stoa/stoa.jar"));

  @Option(names = "--jvm", description = "An option of the shop's JVM; repeatable.")
  private List<String> jvm = new ArrayList<>();

  @Option(names = "--connections", description = "Idle clients (1000).")
  private int connections = 1_000;

  @Option(names = "--idle", description = "Seconds of silence before the memory is read (60).")
  private int idle = 60;

  @Option(names = "--buyers", description = "Clients that buy, beside the idle ones (20).")
  private int buyerCount = 20;

  @Option(names = "--rate", description = "Purchases a second of all buyers (20).")
  private double rate = 20;

  @Option(names = "--warmup", description = "Seconds of purchases before (30).")
  private int warmup = 30;

  @Option(names = "--duration", description = "Measured seconds (60).")
  private int duration = 60;

  @Spec private CommandSpec spec;

  private final AtomicReference<Figures> heard = new AtomicReference<>(new Figures());

  /** Picocli makes it. */
  LiveBenchmark() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (connections < 0 || buyerCount < 1 || rate <= 0 || warmup < 0 || duration < 1 || idle < 0) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Give positive numbers.");
    }
    try (LocalShop shop = LocalShop.start(jar, jvm);
        HttpConnection admin = new HttpConnection(shop.url())) {
      return run(shop, admin);
    }
  }

  private int run(LocalShop shop, HttpConnection admin) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> asAdmin = LoadDriver.logIn(admin, LocalShop.ADMIN, LocalShop.PASSWORD);
    List<String> skus = List.copyOf(LoadDriver.seed(admin, asAdmin, "live", 100).keySet());
    int idlers = (connections + CONNECTIONS_OF_A_USER - 1) / CONNECTIONS_OF_A_USER;
    List<Buyer> all = LoadDriver.register(shop.url(), skus, "live", idlers + buyerCount, 1);
    List<Buyer> buyers = all.subList(idlers, all.size());
    List<LiveSocket> sockets = new ArrayList<>();
    try {
      say(out, "Before: shop " + shop.residentMebibytes() + " MiB");
      long start = System.nanoTime();
      for (int n = 0; n < connections; n++) {
        sockets.add(
            open(
                shop.live(),
                all.get(n / CONNECTIONS_OF_A_USER),
                event -> {
                  // Idle clients hear nothing that is measured.
                }));
      }
      awaitReady(sockets);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      say(
          out,
          "%d clients connected in %d ms: shop %d MiB"
              .formatted(connections, millis, shop.residentMebibytes()));
      TimeUnit.SECONDS.sleep(idle);
      say(out, "After %d s of silence: shop %d MiB".formatted(idle, shop.residentMebibytes()));
      for (Buyer buyer : buyers) {
        sockets.add(open(shop.live(), buyer, this::heard));
      }
      awaitReady(sockets);
      buy(buyers, warmup, new Figures());
      Figures measured = new Figures();
      heard.set(measured);
      double seconds = buy(buyers, duration, measured);
      out.print(measured.text(seconds));
      long open = sockets.stream().filter(LiveSocket::isOpen).count();
      say(out, "%d clients still connected; shop %d MiB".formatted(open, shop.residentMebibytes()));
      return open == sockets.size() ? 0 : 1;
    } finally {
      for (LiveSocket socket : sockets) {
        socket.close();
      }
      all.forEach(Buyer::close);
    }
  }

  private static LiveSocket open(URI live, Buyer buyer, Consumer<String> events)
      throws IOException {
    String token = buyer.headers().getOrDefault("Authorization", "").substring("Bearer ".length());
    return LiveSocket.open(live, token, events);
  }

  private static void awaitReady(List<LiveSocket> sockets)
      throws IOException, InterruptedException {
    for (LiveSocket socket : sockets) {
      if (!socket.awaitReady()) {
        throw new IOException("a client was not let in");
      }
    }
  }

  private void heard(String event) {
    Instant now = Instant.now();
    if (event.startsWith("[\"notification\"") && event.contains("\"order-placed\"")) {
      try {
        JsonNode notice = JSON.readTree(event).path(1);
        Instant made = Instant.parse(notice.path("occurredAt").asText());
        heard.get().done("heard", Duration.between(made, now).toNanos());
      } catch (IOException e) {
        heard.get().failed("not JSON");
      }
    }
  }

  /** Lets the buyers buy in turn, at the rate, as far as they come to it. */
  private double buy(List<Buyer> buyers, int seconds, Figures figures) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    long pause = (long) (1e9 * buyers.size() / rate);
    List<Thread> threads = new ArrayList<>();
    for (int n = 0; n < buyers.size(); n++) {
      Buyer buyer = buyers.get(n);
      long first = start + pause * n / buyers.size();
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (long next = first; next < end; next += pause) {
                  LockSupport.parkNanos(next - System.nanoTime());
                  buyer.step(Scenario.PURCHASES, figures);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
