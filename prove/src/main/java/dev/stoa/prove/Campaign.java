package dev.stoa.prove;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs many histories on all cores and adds up what came of them. */
final class Campaign {
  private final ProveOptions options;
  private final Supplier<Parts> parts;
  private final @Nullable Promise wanted;
  private final long begun = System.nanoTime();
  private final Map<Promise, Long> checked = new EnumMap<>(Promise.class);
  private final Map<Promise, Long> broken = new EnumMap<>(Promise.class);
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final List<History.Outcome> failures = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private long next;
  private long done;
  private long acknowledged;
  private final Map<String, Long> checkouts = new TreeMap<>();
  private long events;
  private long redelivered;
  private long steps;
  private long interruptions;
  private long digest;

  /**
   * A campaign that has not begun.
   *
   * @param wanted the promise whose breach ends it; null for any
   */
  Campaign(ProveOptions options, Supplier<Parts> parts, @Nullable Promise wanted) {
    this.options = options;
    this.parts = parts;
    this.wanted = wanted;
    this.next = options.seed();
  }

  /** Runs until all histories are tried or a promise is broken. */
  void run(Runnable progress) throws InterruptedException {
    int drivers = options.threads();
    CountDownLatch running = new CountDownLatch(drivers);
    for (int i = 0; i < drivers; i++) {
      Thread.ofVirtual()
          .name("prove-" + i)
          .start(() -> {
            try {
              drive();
            } finally {
              running.countDown();
            }
          });
    }
    while (!running.await(5, TimeUnit.SECONDS)) {
      progress.run();
    }
    RuntimeException simulator = failure();
    if (simulator != null) {
      throw simulator;
    }
  }

  private void drive() {
    try {
      for (Long seed = take(); seed != null; seed = take()) {
        add(new History(seed, options.purchases(), Mask.NONE, parts.get(), Trace.none()).run());
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private synchronized @Nullable Long take() {
    boolean over =
        next - options.seed() >= options.histories() || !failures.isEmpty() || failure != null;
    return over ? null : next++;
  }

  private synchronized void fail(RuntimeException e) {
    failure = e;
  }

  private synchronized @Nullable RuntimeException failure() {
    return failure;
  }

  private synchronized void add(History.Outcome outcome) {
    done++;
    acknowledged += outcome.acknowledged();
    outcome.checkouts().forEach((end, times) -> checkouts.merge(end, (long) times, Long::sum));
    events += outcome.events();
    redelivered += outcome.redelivered();
    steps += outcome.steps();
    interruptions += outcome.interruptions();
    // A sum, so that the order in which histories end does not matter.
    digest += Chance.mix(outcome.digest() + outcome.seed());
    for (Promise promise : Promise.values()) {
      checked.merge(promise, outcome.findings().checked(promise), Long::sum);
    }
    for (Findings.Violation violation : outcome.findings().violations()) {
      broken.merge(violation.promise(), 1L, Long::sum);
    }
    outcome.faults().forEach((fault, times) -> faults.merge(fault, (long) times, Long::sum));
    if (wanted == null ? outcome.isBroken() : outcome.breaks(wanted)) {
      failures.add(outcome);
    }
  }

  /** The broken history of the lowest seed; null when every promise was kept. */
  synchronized History.@Nullable Outcome firstFailure() {
    return failures.stream().min(Comparator.comparingLong(History.Outcome::seed)).orElse(null);
  }

  synchronized long done() {
    return done;
  }

  synchronized double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  synchronized long checked(Promise promise) {
    return checked.getOrDefault(promise, 0L);
  }

  synchronized long broken(Promise promise) {
    return broken.getOrDefault(promise, 0L);
  }

  synchronized long faults(Fault fault) {
    return faults.getOrDefault(fault, 0L);
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  /** How many checkouts ended how. */
  synchronized Map<String, Long> checkouts() {
    return new TreeMap<>(checkouts);
  }

  synchronized long events() {
    return events;
  }

  synchronized long redelivered() {
    return redelivered;
  }

  synchronized long steps() {
    return steps;
  }

  synchronized long interruptions() {
    return interruptions;
  }

  /** The same for the same histories, whatever the machine. */
  synchronized long digest() {
    return digest;
  }
}
