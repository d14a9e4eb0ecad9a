package org.carpark.model.billing;

import java.time.Duration;

/** What parking costs. */
public record Tariff(long centsPerHour) {
  /** In cents; an hour that has begun is paid. */
  public long of(Duration stay) {
    long hours = stay.plusHours(1).minusNanos(1).toHours();
    return Math.multiplyExact(centsPerHour, hours);
  }
}
