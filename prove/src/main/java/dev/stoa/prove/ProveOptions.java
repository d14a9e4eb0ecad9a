package dev.stoa.prove;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be tried.
 *
 * @param histories how many, of the seeds that follow the first one; 1 or more
 * @param seed the first seed; the same seed is the same history, byte for byte
 * @param purchases how many purchases a history has; 1 to 100
 * @param atMost when to stop even if not all were tried; null to try all
 * @param trace whether to print the trace of the first history and try no other
 */
public record ProveOptions(
    long histories, long seed, int purchases, @Nullable Duration atMost, boolean trace) {
  /** How many purchases a history has when nothing is said. */
  public static final int PURCHASES = 10;

  public ProveOptions {
    if (histories < 1) {
      throw new IllegalArgumentException("expected 1 history or more, but was " + histories);
    }
    if (purchases < 1 || purchases > 100) {
      throw new IllegalArgumentException("expected 1 to 100 purchases, but was " + purchases);
    }
    if (atMost != null && (atMost.isNegative() || atMost.isZero())) {
      throw new IllegalArgumentException("expected a positive time, but was " + atMost);
    }
  }

  /** So many histories from that seed, each of {@value #PURCHASES} purchases. */
  public static ProveOptions of(long histories, long seed) {
    return new ProveOptions(histories, seed, PURCHASES, null, false);
  }
}
