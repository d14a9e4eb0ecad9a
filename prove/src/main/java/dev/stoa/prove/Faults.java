package dev.stoa.prove;

import java.util.EnumMap;
import java.util.Map;

/**
 * Decides what goes wrong and when. Each history has its own mixture: some kinds do not occur in it
 * at all, others often, and one history in eight is without any fault.
 */
final class Faults {
  private static final long RETRY_MICROS = 15_000_000;
  private static final int[] LIKELIHOODS = {500, 2_000, 8_000, 30_000};
  private static final int[] CRASH_LIKELIHOODS = {100, 500, 2_000, 5_000};
  private static final int[] RARE_LIKELIHOODS = {500, 5_000, 50_000, 200_000};

  private final Chance chance;
  private final Mask mask;
  private final Map<Fault, Kind> kinds = new EnumMap<>(Fault.class);
  private int number;
  private long lost;
  private boolean on = true;

  private static final class Kind {
    private final int perMillion;
    private int happened;

    Kind(int perMillion) {
      this.perMillion = perMillion;
    }
  }

  Faults(Chance chance, Mask mask) {
    this.chance = chance;
    this.mask = mask;
    boolean none = chance.below(8) == 0;
    int crowd = chance.between(1, 3);
    for (Fault fault : Fault.values()) {
      boolean occurs = chance.below(4) < crowd;
      int[] likelihoods =
          switch (fault) {
            case CRASH_BEFORE, CRASH_AFTER_WRITE, PAUSE -> CRASH_LIKELIHOODS;
            case STORE_AWAY, STORE_ANSWER_LOST, BASKETS_LOST -> LIKELIHOODS;
            default -> RARE_LIKELIHOODS;
          };
      int likelihood = likelihoods[chance.below(likelihoods.length)];
      kinds.put(fault, new Kind(occurs && !none ? likelihood : 0));
    }
  }

  /** Whether faults may happen from now on. */
  void on(boolean areOn) {
    on = areOn;
  }

  /** No more faults from now on. */
  void off() {
    on = false;
  }

  boolean areOn() {
    return on;
  }

  /** Whether this goes wrong here and now. */
  boolean happens(Fault fault) {
    Kind kind = kinds.get(fault);
    if (!on || kind == null || kind.perMillion == 0 || chance.below(1_000_000) >= kind.perMillion) {
      return false;
    }
    int mine = number++;
    if (mask.faults().contains(mine)) {
      return false;
    }
    kind.happened++;
    // Whoever it happens to tries again a little later.
    lost += RETRY_MICROS;
    return true;
  }

  /** Notes that somebody was kept from working for so many microseconds. */
  void lost(long micros) {
    lost += micros;
  }

  /** By how many microseconds all faults together can have delayed anything. */
  long lost() {
    return lost;
  }

  /** How often each went wrong. */
  Map<Fault, Integer> counts() {
    Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    kinds.forEach((fault, kind) -> counts.put(fault, kind.happened));
    return counts;
  }

  /** How many numbers were given out, to those that the mask forbade too. */
  int numbers() {
    return number;
  }

  /** The dice for how long and how badly. */
  int between(int low, int high) {
    return chance.between(low, high);
  }
}
