package dev.stoa.shared.kafka;

import java.time.Duration;

/**
 * How the relay works.
 *
 * @param mostPending how many events it holds: above that, hand-overs are left to the sweeper
 * @param sweepEvery how often it looks for what was left behind
 * @param leftBehindAfter how old a pending event is when nobody else is taken to be sending it
 * @param closeWithin how long closing waits for what is under way
 */
record RelayOptions(
    int mostPending, Duration sweepEvery, Duration leftBehindAfter, Duration closeWithin) {
  static final RelayOptions DEFAULT =
      new RelayOptions(10_000, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));
}
