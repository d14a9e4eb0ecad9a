package dev.stoa.prove;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Looks for the shortest history that still breaks the same promise: without people, faults and
 * interruptions that do not matter.
 */
final class Shrinker {
  private static final int MAX_RUNS = 3_000;
  private static final int TURNS = 200;
  private static final long MAX_STEPS = 10_000_000;

  private final long seed;
  private final int purchases;
  private final Supplier<Parts> parts;
  private final Promise promise;
  private Mask mask = Mask.NONE;
  private History.Outcome best;
  private int runs;
  private long steps;

  Shrinker(History.Outcome broken, Promise promise, int purchases, Supplier<Parts> parts) {
    this.seed = broken.seed();
    this.purchases = purchases;
    this.parts = parts;
    this.promise = promise;
    this.best = broken;
  }

  /** The shortest that was found, with its trace. */
  History.Outcome shrink() {
    fewPurchases();
    Mask before;
    do {
      before = mask;
      leaveOut(best.people(), 1, Mask::withoutPeople);
      leaveOut(purchases, 1, Mask::withoutPurchases);
      if (!tryWith(mask.calmAfter(0))) {
        calmEarlier();
      }
      leaveOut(best.faultNumbers(), 0, Mask::withoutFaults);
      leaveOut(best.interruptions(), 0, Mask::withoutInterruptions);
    } while (!mask.equals(before) && mayTry());
    return new History(seed, purchases, mask, parts.get(), Trace.brief(promise)).run();
  }

  /** How many histories were run in order to find it. */
  int runs() {
    return runs;
  }

  /**
   * Whether the same happens with one, two or three of the purchases. With so many gone, the dice
   * roll otherwise anyway, so others are tried too.
   */
  private void fewPurchases() {
    for (int few = 1; few <= Math.min(3, purchases - 1); few++) {
      for (int turn = 1; turn <= TURNS && mayTry(); turn++) {
        Set<Integer> without = new HashSet<>();
        for (int i = few; i < purchases; i++) {
          without.add((turn + i) % purchases + 1);
        }
        if (tryWith(Mask.NONE.withoutPurchases(without).turn(turn))) {
          return;
        }
      }
    }
  }

  private void calmEarlier() {
    long low = 0;
    long high = Math.min(mask.calmAfter(), best.steps());
    while (high - low > 8 && mayTry()) {
      long middle = (low + high) / 2;
      if (tryWith(mask.calmAfter(middle))) {
        high = middle;
      } else {
        low = middle;
      }
    }
  }

  /** Leaves out as many of the numbers as possible, first many at once, then one by one. */
  private void leaveOut(int count, int first, BiFunction<Mask, Set<Integer>, Mask> without) {
    List<Integer> left = new ArrayList<>(IntStream.range(first, first + count).boxed().toList());
    int size = left.size();
    while (size > 0 && mayTry()) {
      for (int from = 0; from < left.size() && mayTry(); ) {
        List<Integer> part = left.subList(from, Math.min(from + size, left.size()));
        if (tryWith(without.apply(mask, new HashSet<>(part)))) {
          part.clear();
        } else {
          from += size;
        }
      }
      size = size > 1 ? Math.min(size / 2, left.size()) : 0;
    }
  }

  private boolean mayTry() {
    return runs < MAX_RUNS && steps < MAX_STEPS;
  }

  private boolean tryWith(Mask candidate) {
    if (candidate.equals(mask)) {
      return false;
    }
    runs++;
    History.Outcome outcome =
        new History(seed, purchases, candidate, parts.get(), Trace.none()).run();
    steps += outcome.steps();
    boolean same = outcome.breaks(promise);
    if (same) {
      mask = candidate;
      best = outcome;
    }
    return same;
  }
}
