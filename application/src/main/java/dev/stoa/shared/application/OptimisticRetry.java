package dev.stoa.shared.application;

import java.util.function.Supplier;

/** Repeats load, decide and save when another save came between. */
public final class OptimisticRetry {
  private static final int ATTEMPTS = 50;

  private OptimisticRetry() {}

  /**
   * Runs the attempt until it is not stale. It must load the aggregate itself.
   *
   * @throws StaleAggregate after 50 stale attempts
   */
  public static <R> R retry(Supplier<R> attempt) {
    for (int i = 1; ; i++) {
      try {
        return attempt.get();
      } catch (StaleAggregate stale) {
        if (i == ATTEMPTS) {
          throw stale;
        }
      }
    }
  }
}
