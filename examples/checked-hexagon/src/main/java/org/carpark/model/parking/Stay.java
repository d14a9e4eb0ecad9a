package org.carpark.model.parking;

import java.time.Duration;
import java.time.Instant;
import org.carpark.model.common.Plate;

/** A car between the barriers. */
public record Stay(Plate plate, Instant since) {
  /** How long it has been here. */
  public Duration until(Instant now) {
    return Duration.between(since, now);
  }
}
