package dev.stoa.shared.application;

import java.time.Duration;

/**
 * Work that must be done now and then whoever asks: expiring holds, asking the gateway about a
 * payment. It is run by every process, so it must do no harm when run twice at once. What it throws
 * is logged, counted, and the task is run again at its next time.
 *
 * @param interval the pause between two runs
 */
public record ScheduledTask(String name, Duration interval, Runnable task) {
  public ScheduledTask {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("expected a positive interval, but was " + interval);
    }
  }
}
