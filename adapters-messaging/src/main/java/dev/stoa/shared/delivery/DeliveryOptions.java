package dev.stoa.shared.delivery;

import java.time.Duration;
import java.util.List;

/**
 * How events are handed to a group.
 *
 * @param concurrency how many reactions of one group run at the same time
 * @param window how many events may be read and not handled: bounds memory when reactions are slow
 * @param heaviest how many bytes of events may be read and not handled; one event is taken in any
 *     case
 * @param pauses before the second, third, ... attempt; after the last one fails, the event is a
 *     dead letter
 */
public record DeliveryOptions(int concurrency, int window, long heaviest, List<Duration> pauses) {
  /** What events may take of the heap in each of some twenty groups: 4 MB. */
  public static final long HEAVIEST = 4L << 20;

  /** 64 reactions a group, 10,000 events or 4 MB, 5 attempts over about ten seconds. */
  public static final DeliveryOptions DEFAULT =
      new DeliveryOptions(
          64,
          10_000,
          HEAVIEST,
          List.of(
              Duration.ofMillis(100),
              Duration.ofMillis(500),
              Duration.ofSeconds(2),
              Duration.ofSeconds(8)));

  public DeliveryOptions {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "expected a concurrency of at least 1, was " + concurrency);
    }
    if (window < 1) {
      throw new IllegalArgumentException("expected a window of at least 1, was " + window);
    }
    if (heaviest < 1) {
      throw new IllegalArgumentException("expected at least 1 byte, was " + heaviest);
    }
    pauses = List.copyOf(pauses);
  }
}
