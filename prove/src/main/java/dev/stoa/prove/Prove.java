package dev.stoa.prove;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries everything that loses money elsewhere, in histories of many buyers, checks every promise on
 * each of them, and says what was tried and what was found.
 */
final class Prove {
  private final PrintWriter out;
  private final Supplier<Parts> parts;
  private final @Nullable Plant plant;
  private double toldAt;

  private Prove(PrintWriter out, @Nullable Plant plant) {
    this.out = out;
    this.plant = plant;
    this.parts = plant == null ? Parts::new : plant.parts();
  }

  /**
   * Tries histories of the shop as it is.
   *
   * @return whether every promise was kept
   * @throws IllegalStateException when the simulator itself is broken
   */
  static boolean run(ProveOptions options, PrintWriter out) throws InterruptedException {
    return new Prove(out, null).campaign(options);
  }

  /** The same with a defect planted; ends with the first history that breaks its promise. */
  static boolean run(ProveOptions options, Plant plant, PrintWriter out)
      throws InterruptedException {
    return new Prove(out, plant).campaign(options);
  }

  /**
   * Runs one history and prints every step of it. The same seed prints the same, byte for byte.
   *
   * @return whether every promise was kept
   */
  static boolean replay(long seed, int purchases, @Nullable Plant plant, PrintWriter out) {
    return new Prove(out, plant).trace(seed, purchases);
  }

  private boolean trace(long seed, int purchases) {
    History.Outcome outcome =
        new History(seed, purchases, Mask.NONE, parts.get(), Trace.full()).run();
    outcome.trace().forEach(out::println);
    out.println();
    for (Promise promise : Promise.values()) {
      if (outcome.breaks(promise)) {
        broken(promise, outcome);
      }
    }
    out.printf(
        Locale.ROOT,
        "Seed %d, %d purchases: %d steps, %s. Digest %016x%n",
        seed,
        purchases,
        outcome.steps(),
        outcome.isBroken() ? "broken" : "every promise was kept",
        outcome.digest());
    return !outcome.isBroken();
  }

  private boolean campaign(ProveOptions options) throws InterruptedException {
    long first = options.seed();
    out.printf(
        Locale.ROOT,
        "Trying %,d histories of %d purchases, seeds %d to %d, %d at a time%n",
        options.histories(),
        options.purchases(),
        first,
        first + options.histories() - 1,
        options.threads());
    if (plant != null) {
      out.printf("Planted: %s: %s%n", plant.name(), plant.text());
    }
    out.flush();
    Campaign campaign = new Campaign(options, parts, plant == null ? null : plant.breaks());
    campaign.run(() -> progress(campaign, options));
    if (plant == null) {
      report(campaign);
    }
    History.Outcome failure = campaign.firstFailure();
    if (failure == null) {
      out.println(
          plant == null
              ? "Every promise was kept."
              : "The planted defect was not found in so few histories.");
      return true;
    }
    explain(failure, options);
    return false;
  }

  /** Often in the first minute, then once a minute. */
  private void progress(Campaign campaign, ProveOptions options) {
    double now = campaign.seconds();
    if (now >= 60 && now < toldAt + 60) {
      return;
    }
    toldAt = now;
    out.printf(
        Locale.ROOT,
        "  %,d of %,d histories, %,.0f a minute%n",
        campaign.done(),
        options.histories(),
        campaign.done() / now * 60);
    out.flush();
  }

  private void report(Campaign campaign) {
    out.printf(Locale.ROOT, "%nWhat went wrong around the shop%n");
    for (Fault fault : Fault.values()) {
      out.printf(Locale.ROOT, "  %,13d  %s%n", campaign.faults(fault), fault.text());
    }
    out.printf(Locale.ROOT, "%nWhat happened%n");
    campaign
        .checkouts()
        .forEach((end, times) ->
            out.printf(
                Locale.ROOT, "  %,13d  checkouts %s%n", times, end.toLowerCase(Locale.ROOT)));
    count(campaign.acknowledged(), "commands that were acknowledged");
    count(campaign.events(), "events");
    count(campaign.redelivered(), "events delivered once more");
    count(campaign.steps(), "steps, each a call of a port or a sleep");
    count(campaign.interruptions(), "times somebody was interrupted between two steps");
    out.printf(Locale.ROOT, "%nPromises: how often each was checked%n");
    for (Promise promise : Promise.values()) {
      out.printf(
          Locale.ROOT,
          "  %,13d  %-6s  %s%n",
          campaign.checked(promise),
          campaign.broken(promise) == 0 ? "kept" : "BROKEN",
          promise.wording());
    }
    out.printf(
        Locale.ROOT,
        "%n%,d histories in %.1f s, %,.0f a minute. Digest %016x%n",
        campaign.done(),
        campaign.seconds(),
        campaign.done() / campaign.seconds() * 60,
        campaign.digest());
    out.flush();
  }

  private void count(long times, String what) {
    out.printf(Locale.ROOT, "  %,13d  %s%n", times, what);
  }

  private void explain(History.Outcome failure, ProveOptions options) {
    Promise promise =
        plant != null && failure.breaks(plant.breaks())
            ? plant.breaks()
            : failure.findings().violations().getFirst().promise();
    out.printf(
        Locale.ROOT,
        "%nSeed %d breaks a promise. The shortest way to it that was found:%n%n",
        failure.seed());
    out.flush();
    Shrinker shrinker = new Shrinker(failure, promise, options.purchases(), parts);
    History.Outcome shortest = shrinker.shrink();
    shortest.trace().forEach(out::println);
    out.println();
    broken(promise, shortest);
    out.printf(
        Locale.ROOT,
        "Shrunk from %,d steps to %,d in %,d runs. The whole history:%n  ./stoa prove --replay"
            + " %d%s%s%n",
        failure.steps(),
        shortest.steps(),
        shrinker.runs(),
        failure.seed(),
        options.purchases() == ProveOptions.PURCHASES ? "" : " --purchases " + options.purchases(),
        plant == null ? "" : " --plant " + plant.name());
  }

  private void broken(Promise promise, History.Outcome outcome) {
    out.printf("BROKEN: %s%n", promise.wording());
    outcome.findings().violations().stream()
        .filter(violation -> violation.promise() == promise)
        .limit(5)
        .forEach(violation -> out.printf("  %s%n", violation.what()));
  }
}
