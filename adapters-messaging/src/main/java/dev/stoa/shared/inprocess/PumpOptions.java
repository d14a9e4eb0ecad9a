package dev.stoa.shared.inprocess;

import java.time.Duration;
import java.util.List;

/**
 * How the pump works.
 *
 * @param concurrency how many reactions of one group run at the same time
 * @param pauses before the second, third, ... attempt; after the last one fails, the event is a
 *     dead letter
 * @param storeInterval how often moved offsets are stored; what is handled within it is handled
 *     again after a crash
 */
public record PumpOptions(int concurrency, List<Duration> pauses, Duration storeInterval) {
  /** 64 reactions a group, 5 attempts over about ten seconds. */
  public static final PumpOptions DEFAULT =
      new PumpOptions(
          64,
          List.of(
              Duration.ofMillis(100),
              Duration.ofMillis(500),
              Duration.ofSeconds(2),
              Duration.ofSeconds(8)),
          Duration.ofMillis(100));

  public PumpOptions {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "expected a concurrency of at least 1, was " + concurrency);
    }
    pauses = List.copyOf(pauses);
  }
}
