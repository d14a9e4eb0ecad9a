package dev.stoa.shared.kafka;

import dev.stoa.shared.delivery.DeliveryOptions;
import java.time.Duration;

/**
 * How the subscriber works.
 *
 * @param delivery how events are handed to each group
 * @param storeInterval how often moved places are stored; what is handled within it is handled
 *     again after a crash
 * @param revokeWithin how long a partition that goes to another process waits for the reactions
 *     that run
 * @param closeWithin how long closing waits for the reactions that run
 */
record SubscriberOptions(
    DeliveryOptions delivery, Duration storeInterval, Duration revokeWithin, Duration closeWithin) {
  static final SubscriberOptions DEFAULT =
      new SubscriberOptions(
          new DeliveryOptions(
              DeliveryOptions.DEFAULT.concurrency(),
              2_000,
              DeliveryOptions.HEAVIEST,
              DeliveryOptions.DEFAULT.pauses()),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10));
}
