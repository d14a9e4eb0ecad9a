package dev.stoa.prove;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Tries everything that loses money elsewhere, in histories of many buyers, and checks every
 * promise on each of them.
 */
public final class Prove {
  private final ProveOptions options;
  private final Supplier<Parts> parts;
  private final PrintStream out;

  private Prove(ProveOptions options, Supplier<Parts> parts, PrintStream out) {
    this.options = options;
    this.parts = parts;
    this.out = out;
  }

  /**
   * Tries what the options say and prints what was tried and what was found.
   *
   * @return whether every promise was kept
   * @throws IllegalStateException when the simulator itself is broken
   */
  public static boolean run(ProveOptions options, PrintStream out) throws InterruptedException {
    return run(options, Parts::new, out);
  }

  static boolean run(ProveOptions options, Supplier<Parts> parts, PrintStream out)
      throws InterruptedException {
    Prove prove = new Prove(options, parts, out);
    return options.trace() ? prove.trace() : prove.campaign();
  }

  private boolean trace() {
    History.Outcome outcome =
        new History(options.seed(), options.purchases(), Mask.NONE, parts.get(), true).run();
    outcome.trace().forEach(out::println);
    outcome
        .findings()
        .violations()
        .forEach(violation ->
            out.println("BROKEN: " + violation.promise().wording() + " " + violation.what()));
    out.printf(
        Locale.ROOT,
        "%nSeed %d: %d steps, digest %016x%n",
        seed(),
        outcome.steps(),
        outcome.digest());
    return !outcome.isBroken();
  }

  private long seed() {
    return options.seed();
  }

  private boolean campaign() throws InterruptedException {
    out.printf(
        Locale.ROOT,
        "Trying %,d histories of %d purchases, seeds %d to %d%n",
        options.histories(),
        options.purchases(),
        seed(),
        seed() + options.histories() - 1);
    Campaign campaign = new Campaign(options, parts);
    campaign.run(this::progress);
    report(campaign);
    History.Outcome failure = campaign.firstFailure();
    if (failure == null) {
      out.printf(Locale.ROOT, "%nEvery promise was kept.%n");
      return true;
    }
    explain(failure);
    return false;
  }

  private void progress(Campaign campaign) {
    out.printf(
        Locale.ROOT,
        "  %,d histories, %,.0f a minute%n",
        campaign.done(),
        campaign.done() / campaign.seconds() * 60);
  }

  private void report(Campaign campaign) {
    out.printf(Locale.ROOT, "%nWhat went wrong around the shop%n");
    for (Fault fault : Fault.values()) {
      out.printf(Locale.ROOT, "  %,12d  %s%n", campaign.faults(fault), fault.text());
    }
    out.printf(
        Locale.ROOT,
        "%nWhat happened%n  %,12d  checkouts%n  %,12d  acknowledged commands%n"
            + "  %,12d  events%n  %,12d  of them delivered again%n  %,12d  steps%n"
            + "  %,12d  interruptions between two steps%n",
        campaign.checkouts(),
        campaign.acknowledged(),
        campaign.events(),
        campaign.redelivered(),
        campaign.steps(),
        campaign.interruptions());
    out.printf(Locale.ROOT, "%nPromises%n");
    for (Promise promise : Promise.values()) {
      out.printf(
          Locale.ROOT,
          "  %,12d  %-6s  %s%n",
          campaign.checked(promise),
          campaign.broken(promise) == 0 ? "kept" : "BROKEN",
          promise.wording());
    }
    out.printf(
        Locale.ROOT,
        "%n%,d histories in %.1f s, %,.0f a minute; digest %016x%n",
        campaign.done(),
        campaign.seconds(),
        campaign.done() / campaign.seconds() * 60,
        campaign.digest());
  }

  private void explain(History.Outcome failure) {
    Shrinker shrinker = new Shrinker(failure, options.purchases(), parts.get());
    out.printf(
        Locale.ROOT,
        "%nSeed %d breaks a promise; looking for the shortest way to it ...%n%n",
        failure.seed());
    History.Outcome shortest = shrinker.shrink();
    shortest.trace().forEach(out::println);
    out.printf(Locale.ROOT, "%nBROKEN: %s%n", shrinker.promise().wording());
    shortest.findings().violations().stream()
        .filter(violation -> violation.promise() == shrinker.promise())
        .forEach(violation -> out.printf(Locale.ROOT, "  %s%n", violation.what()));
    out.printf(
        Locale.ROOT,
        "%nSeed %d, %d purchases; shrunk from %,d steps to %,d in %,d runs.%n"
            + "The whole history: stoa prove --seed %d --purchases %d --trace%n",
        failure.seed(),
        options.purchases(),
        failure.steps(),
        shortest.steps(),
        shrinker.runs(),
        failure.seed(),
        options.purchases());
  }
}
