package dev.stoa.shared.inprocess;

import dev.stoa.shared.delivery.DeliveryOptions;
import java.time.Duration;

/**
 * How the pump works.
 *
 * @param delivery how events are handed to each group
 * @param storeInterval how often moved offsets are stored; what is handled within it is handled
 *     again after a crash
 */
public record PumpOptions(DeliveryOptions delivery, Duration storeInterval) {
  /** Offsets every 100 ms. */
  public static final PumpOptions DEFAULT =
      new PumpOptions(DeliveryOptions.DEFAULT, Duration.ofMillis(100));
}
