package dev.stoa.cluster.prove;

import dev.stoa.cluster.TcpProxy;
import dev.stoa.cluster.prove.ClientRecord.Attempt;
import dev.stoa.cluster.prove.ClientRecord.Told;
import dev.stoa.servers.ServerProcess;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Buyers buy while processes are killed and paused and connections cut; in the end every purchase
 * is brought to its end, and what the clients were told is compared with what the shop says.
 */
public final class RealProof {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int CHECKS_AGAIN = 20;

  private final ShopUnderTest shop;
  private final Plan plan;
  private final Consumer<String> progress;
  private final Random random;
  private final ClientRecord record;
  private final HttpClient http = ShopClient.http();
  private final SortedMap<String, Integer> kills = new TreeMap<>();
  private final SortedMap<String, Integer> pauses = new TreeMap<>();
  private final SortedMap<String, Integer> cuts = new TreeMap<>();
  private final ConcurrentLinkedQueue<String> internalErrors = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<ServerProcess> deck = new ArrayList<>();
  private final List<Cut> cutDeck = new ArrayList<>();

  private RealProof(ShopUnderTest shop, Plan plan, ClientRecord record, Consumer<String> progress) {
    this.shop = shop;
    this.plan = plan;
    this.record = record;
    this.progress = progress;
    this.random = new Random(plan.seed());
  }

  /** How the network between the processes and one server fails. */
  private enum Kind {
    RESET("connections reset"),
    SILENCE("silent, then reset"),
    ANSWERS_LOST("answers lost");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /** A failure of the network before one server. */
  private record Cut(TcpProxy proxy, Kind kind) {}

  /**
   * What is to be tried.
   *
   * @param kills kills and pauses together
   * @param seed of who is killed, when, and what the buyers want; the operating system and the
   *     network add their own chance
   * @param record the file that gets everything acknowledged
   */
  public record Plan(int kills, int buyers, long seed, Path record) {}

  /**
   * What came of it.
   *
   * @param kills by process
   * @param pauses by process
   * @param cuts by server and kind of failure of the network before it
   * @param acknowledged by kind
   * @param outcomes checkouts by how they ended
   * @param internalErrors answers with status 500, which break no promise but are defects
   * @param violations a sentence each
   */
  public record Report(
      SortedMap<String, Integer> kills,
      SortedMap<String, Integer> pauses,
      SortedMap<String, Integer> cuts,
      Map<ClientRecord.Kind, Long> acknowledged,
      SortedMap<String, Integer> outcomes,
      List<String> internalErrors,
      List<String> violations,
      Duration took,
      Path record) {}

  /**
   * Tries it.
   *
   * @param progress hears a line now and then
   * @throws InterruptedException when it is to end early
   */
  public static Report run(ShopUnderTest shop, Plan plan, Consumer<String> progress)
      throws InterruptedException {
    long begin = System.nanoTime();
    try (ClientRecord record = ClientRecord.begin(plan.record())) {
      RealProof proof = new RealProof(shop, plan, record, progress);
      List<String> violations = proof.prove();
      SortedMap<String, Integer> outcomes = new TreeMap<>();
      for (Attempt attempt : record.told().attempts()) {
        ClientRecord.Outcome outcome = attempt.outcome();
        String refusal = attempt.refusal();
        String end =
            outcome != null ? outcome.status() : refusal != null ? refusal : "without an end";
        outcomes.merge(end, 1, Integer::sum);
      }
      return new Report(
          proof.kills,
          proof.pauses,
          proof.cuts,
          record.counts(),
          outcomes,
          List.copyOf(proof.internalErrors),
          violations,
          Duration.ofNanos(System.nanoTime() - begin),
          record.file());
    }
  }

  private List<String> prove() throws InterruptedException {
    List<String> violations = new ArrayList<>();
    ShopClient admin = client(ShopUnderTest.ADMIN);
    if (!admin.logIn()) {
      throw new IllegalStateException("the administrator cannot log in");
    }
    Shelf shelf =
        Shelf.fill(admin, record, Long.toString(plan.seed(), 36), 40 + plan.kills(), plan.seed());
    List<Buyer> buyers = new ArrayList<>();
    for (int i = 0; i < plan.buyers(); i++) {
      ShopClient client = client("buyer-" + i + "@example.com");
      register(client);
      buyers.add(new Buyer(client, record, shelf.products(), plan.seed() * 1_000_003 + i));
    }
    progress.accept(
        "%d buyers, %d products; the record is %s"
            .formatted(plan.buyers(), shelf.products().size(), record.file()));
    List<Future<?>> work = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (Buyer buyer : buyers) {
          work.add(
              threads.submit(() -> {
                buyer.buy(over);
                return null;
              }));
        }
        work.add(
            threads.submit(() -> {
              shelf.tend(over);
              return null;
            }));
        work.add(
            threads.submit(() -> {
              newcomers();
              return null;
            }));
        for (int i = 1; i < plan.kills(); i++) {
          disturb();
          if (!shop.proxies().isEmpty()) {
            cut();
          }
          progress(i);
        }
        moreOutcomes(plan.buyers());
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      } finally {
        over.set(true);
      }
    }
    for (Future<?> part : work) {
      try {
        part.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ShopClient.Unanswered unanswered) {
          violations.add(String.valueOf(unanswered.getMessage()));
        } else {
          throw new IllegalStateException("a client broke", e);
        }
      }
    }
    // After the last acknowledgement: whatever was only in memory is lost now.
    disturb();
    progress(plan.kills());
    try {
      violations.addAll(compared(admin, shelf));
    } catch (ShopClient.Unanswered e) {
      violations.addAll(record.told().contradictions());
      violations.add("the shop could not be compared with the record: " + e.getMessage());
    }
    return violations;
  }

  private ShopClient client(String email) {
    return new ShopClient(
        http,
        shop.url(),
        email,
        (request, answer) -> internalErrors.add(request + " of " + email + ": " + answer));
  }

  private void register(ShopClient client) throws InterruptedException {
    if (client.register()) {
      record.registered(client.email());
    } else {
      record.contradiction(client.email() + " is new, but could not register");
    }
    client.logIn();
  }

  /** Accounts that are made while the shop is killed. */
  private void newcomers() throws InterruptedException {
    for (int i = 0; !over.get(); i++) {
      register(client("newcomer-" + i + "@example.com"));
      for (int wait = 0; wait < 30 && !over.get(); wait++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  /** Kills or pauses one process, and returns when the shop sells again. */
  private void disturb() throws InterruptedException {
    ServerProcess victim = next();
    if (!shop.isOneProcess() && random.nextInt(10) < 4) {
      pauses.merge(victim.name(), 1, Integer::sum);
      int millis = 1_000 + random.nextInt(7_000);
      victim.pause();
      try {
        TimeUnit.MILLISECONDS.sleep(millis);
      } finally {
        victim.resume();
      }
    } else {
      kills.merge(victim.name(), 1, Integer::sum);
      victim.kill();
      TimeUnit.MILLISECONDS.sleep(random.nextInt(shop.isOneProcess() ? 200 : 3_000));
      if (shop.isOneProcess() && random.nextInt(6) == 0) {
        // While it starts, it recovers: a kill then finds what the one before left.
        victim.begin();
        TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(2_500));
        victim.kill();
        kills.merge(victim.name() + " (starting)", 1, Integer::sum);
      }
      victim.restart();
    }
    if (!over.get()) {
      moreOutcomes(shop.isOneProcess() ? 1 + random.nextInt(3 * plan.buyers()) : plan.buyers());
      TimeUnit.MILLISECONDS.sleep(random.nextInt(shop.isOneProcess() ? 1_000 : 3_000));
    }
  }

  /** Lets the network before one server fail, and returns when the shop sells again. */
  private void cut() throws InterruptedException {
    if (cutDeck.isEmpty()) {
      for (TcpProxy proxy : shop.proxies()) {
        for (Kind kind : Kind.values()) {
          cutDeck.add(new Cut(proxy, kind));
        }
      }
      Collections.shuffle(cutDeck, random);
    }
    Cut next = cutDeck.removeLast();
    TcpProxy proxy = next.proxy();
    cuts.merge(proxy.name() + ", " + next.kind().label, 1, Integer::sum);
    int millis = 500 + random.nextInt(3_500);
    switch (next.kind()) {
      case RESET -> proxy.cut();
      case SILENCE -> during(proxy, TcpProxy.Network.SILENT, millis);
      case ANSWERS_LOST -> during(proxy, TcpProxy.Network.ANSWERS_LOST, millis / 2);
    }
    moreOutcomes(plan.buyers());
  }

  private static void during(TcpProxy proxy, TcpProxy.Network network, int millis)
      throws InterruptedException {
    proxy.become(network);
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } finally {
      proxy.become(TcpProxy.Network.WHOLE);
    }
  }

  /** Everybody gets a turn before anybody gets a second one. */
  private ServerProcess next() {
    if (deck.isEmpty()) {
      deck.addAll(shop.processes());
      Collections.shuffle(deck, random);
    }
    return deck.removeLast();
  }

  private void moreOutcomes(int more) throws InterruptedException {
    long goal = record.outcomes() + more;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (record.outcomes() < goal) {
      if (System.nanoTime() > deadline) {
        record.contradiction(
            "for %d s only %d of %d purchases ended"
                .formatted(PATIENCE.toSeconds(), more - (goal - record.outcomes()), more));
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private void progress(int disturbances) {
    progress.accept(
        "%d of %d kills%s, %d acknowledged, %d open"
            .formatted(
                disturbances,
                plan.kills(),
                shop.isOneProcess()
                    ? ""
                    : " and pauses, %d cuts"
                        .formatted(cuts.values().stream().mapToInt(Integer::intValue).sum()),
                record.count(),
                record.open()));
  }

  /**
   * Copies follow their originals a little later, so what contradicts is looked at again for a
   * while; what still does then is a violation.
   */
  private List<String> compared(ShopClient admin, Shelf shelf) throws InterruptedException {
    ShopReader reader =
        new ShopReader(
            http,
            shop.url(),
            admin,
            (request, answer) -> internalErrors.add(request + ": " + answer));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Found.Books books = reader.books();
    while (!(books.settled() && books.lag() == 0) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(250);
      books = reader.books();
    }
    progress.accept("comparing the record with the shop ...");
    Told told = record.told();
    List<String> contradictions = List.of();
    for (int i = 0; i < CHECKS_AGAIN; i++) {
      contradictions = Contradictions.between(told, reader.read(told, shelf.products()));
      if (contradictions.size() == told.contradictions().size()) {
        break;
      }
      TimeUnit.SECONDS.sleep(3);
    }
    return contradictions;
  }
}
