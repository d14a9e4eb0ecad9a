package dev.stoa.bootstrap;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import dev.stoa.shared.application.ReadinessCheck;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shop in this process. Opened, its data can be worked on; started, it reacts to events and
 * serves. What starts is closed in reverse order: first no new requests, then the events of the
 * finished ones, then the stores, last the folder.
 */
final class Shop implements AutoCloseable {
  static {
    // Guice reads it once, when its classes are loaded. Without it, it makes classes through
    // sun.misc.Unsafe, and newer JDKs warn of that at every start. Nothing here is intercepted.
    if (System.getProperty("guice_bytecode_gen_option") == null) {
      System.setProperty("guice_bytecode_gen_option", "DISABLED");
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Shop.class);

  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(30);

  private static final Duration USABLE_WITHIN = Duration.ofSeconds(30);

  /** What a command that only reads and writes can do without. */
  private static final Set<String> BEYOND_STORES = Set.of("kafka", "identity-keys");

  private static final Key<Optional<LiveFront>> LIVE = new Key<>() {};
  private static final Key<Set<ReadinessCheck>> CHECKS = new Key<>() {};

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Optional<DataFolder> folder;
  private final Injector injector;

  private Shop(Optional<DataFolder> folder, Injector injector) {
    this.folder = folder;
    this.injector = injector;
  }

  /**
   * Takes the folder, if anything is kept in it, and opens the stores.
   *
   * @throws DataFolder.InUse when another process has the folder
   */
  static Shop open(ShopConfig config) {
    Optional<DataFolder> folder =
        config.usesFolder() ? Optional.of(DataFolder.take(config.data())) : Optional.empty();
    try {
      Injector injector = Guice.createInjector(Stage.DEVELOPMENT, Profiles.modules(config));
      Shop shop = new Shop(folder, injector);
      folder.ifPresent(shop.started::push);
      shop.started.push(injector.getInstance(Stores.class));
      return shop;
    } catch (RuntimeException e) {
      folder.ifPresent(DataFolder::close);
      throw e;
    }
  }

  /**
   * Waits until the stores can be used, for a command that works on them at once.
   *
   * @throws Refused saying which cannot
   */
  void awaitUsable() throws InterruptedException {
    List<ReadinessCheck> stores =
        injector.getInstance(CHECKS).stream()
            .filter(check -> check.effect() == ReadinessCheck.Effect.DOWN)
            .filter(check -> !BEYOND_STORES.contains(check.name()))
            .toList();
    CountDownLatch pause = new CountDownLatch(1);
    long deadline = System.nanoTime() + USABLE_WITHIN.toNanos();
    while (true) {
      List<String> problems =
          stores.stream().flatMap(check -> check.problem().get().stream()).toList();
      if (problems.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new Refused(String.join("; ", problems) + ".");
      }
      pause.await(50, TimeUnit.MILLISECONDS);
    }
  }

  /** One of the objects that the profile binds. */
  <T> T get(Class<T> type) {
    return injector.getInstance(type);
  }

  /** Starts to react to events, without serving. */
  void react() {
    Reactions reactions = injector.getInstance(Reactions.class);
    reactions.start();
    started.push(reactions);
  }

  /**
   * Waits until no purchase is under way any more, but not longer than it takes a slow gateway, and
   * compares the books.
   */
  Books.Report settled() throws InterruptedException {
    Books books = injector.getInstance(Books.class);
    CountDownLatch pause = new CountDownLatch(1);
    long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
    Books.Report report = books.report();
    while (!report.settled() && System.nanoTime() < deadline) {
      pause.await(100, TimeUnit.MILLISECONDS);
      report = books.report();
    }
    return report;
  }

  /** Starts to serve; returns where. */
  URI serve() {
    Optional<LiveFront> live = injector.getInstance(LIVE);
    live.ifPresent(LiveFront::start);
    WebFront front = injector.getInstance(WebFront.class);
    URI url = front.start();
    started.push(front);
    // Closed first: a stream lasts, and the requests in flight are waited for.
    live.ifPresent(started::push);
    live.ifPresent(LiveFront::awaitStarted);
    folder.ifPresent(taken -> taken.runsAt(url));
    return url;
  }

  /** The port of Socket.IO, when this process notifies; it serves already. */
  Optional<Integer> socketIo() {
    return injector.getInstance(LIVE).flatMap(live -> live.ports().stream().findFirst());
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable next = started.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", next.getClass().getSimpleName(), e);
      }
    }
  }
}
