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
 * @param turn 0 for the dice of the history; others roll differently what goes wrong and who is
 *     next, for a smaller history in which the same can happen
 */
record Mask(
    Set<Integer> faults,
    Set<Integer> interruptions,
    Set<Integer> people,
    Set<Integer> purchases,
    long calmAfter,
    int turn) {
  /** Everything happens. */
  static final Mask NONE = new Mask(Set.of(), Set.of(), Set.of(), Set.of(), Long.MAX_VALUE, 0);

  Mask {
    faults = Set.copyOf(faults);
    interruptions = Set.copyOf(interruptions);
    people = Set.copyOf(people);
    purchases = Set.copyOf(purchases);
  }

  Mask withoutFaults(Set<Integer> more) {
    return new Mask(union(faults, more), interruptions, people, purchases, calmAfter, turn);
  }

  Mask withoutInterruptions(Set<Integer> more) {
    return new Mask(faults, union(interruptions, more), people, purchases, calmAfter, turn);
  }

  Mask withoutPeople(Set<Integer> more) {
    return new Mask(faults, interruptions, union(people, more), purchases, calmAfter, turn);
  }

  Mask withoutPurchases(Set<Integer> more) {
    return new Mask(faults, interruptions, people, union(purchases, more), calmAfter, turn);
  }

  /** The dice that are rolled for one purpose. */
  Chance chance(long seed, String purpose) {
    return new Chance(seed, turn == 0 ? purpose : purpose + " " + turn);
  }

  Mask turn(int other) {
    return new Mask(faults, interruptions, people, purchases, calmAfter, other);
  }

  Mask calmAfter(long step) {
    return new Mask(faults, interruptions, people, purchases, step, turn);
  }

  private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
    Set<Integer> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }
}
