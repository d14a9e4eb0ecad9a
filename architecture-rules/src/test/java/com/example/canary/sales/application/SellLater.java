package com.example.canary.sales.application;

import com.example.canary.stock.events.PileGrewV1;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.function.Supplier;

/** Sins: the clock and the dice by other ways, and listening without an arrow on the map. */
final class SellLater {
  private final Supplier<Instant> clock = Instant::now;
  private final Supplier<UUID> ids = UUID::randomUUID;

  LocalDate today() {
    return LocalDate.now(ZoneId.of("UTC"));
  }

  Clock ownClock() {
    return Clock.systemUTC();
  }

  /** Innocent: the clock was handed over. */
  Instant told(Clock given) {
    return Instant.now(given);
  }

  String on(PileGrewV1 event) {
    return clock.get() + " " + ids.get() + " " + event;
  }
}
