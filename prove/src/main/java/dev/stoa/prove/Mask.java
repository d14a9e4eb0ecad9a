package dev.stoa.prove;

import java.util.HashSet;
import java.util.Set;

/**
 * What of a history is left out when it is run again, in order to find the shortest one that still
 * breaks the promise: buyers, admins, single faults and single interruptions, by their numbers.
 *
 * @param faults numbers of faults that do not happen
 * @param interruptions numbers of interruptions that do not happen: who was running goes on
 * @param people numbers of buyers and admins who do not come
 * @param purchases numbers of purchases that nobody makes, counted over all buyers
 * @param calmAfter number of the first step from which on nobody is interrupted
 */
record Mask(
    Set<Integer> faults,
    Set<Integer> interruptions,
    Set<Integer> people,
    Set<Integer> purchases,
    long calmAfter) {
  /** Everything happens. */
  static final Mask NONE = new Mask(Set.of(), Set.of(), Set.of(), Set.of(), Long.MAX_VALUE);

  Mask {
    faults = Set.copyOf(faults);
    interruptions = Set.copyOf(interruptions);
    people = Set.copyOf(people);
    purchases = Set.copyOf(purchases);
  }

  Mask withoutFaults(Set<Integer> more) {
    return new Mask(union(faults, more), interruptions, people, purchases, calmAfter);
  }

  Mask withoutInterruptions(Set<Integer> more) {
    return new Mask(faults, union(interruptions, more), people, purchases, calmAfter);
  }

  Mask withoutPeople(Set<Integer> more) {
    return new Mask(faults, interruptions, union(people, more), purchases, calmAfter);
  }

  Mask withoutPurchases(Set<Integer> more) {
    return new Mask(faults, interruptions, people, union(purchases, more), calmAfter);
  }

  Mask calmAfter(long step) {
    return new Mask(faults, interruptions, people, purchases, step);
  }

  private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
    Set<Integer> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }
}
