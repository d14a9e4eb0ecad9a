package dev.stoa.bootstrap;

import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.application.port.Stocks.Overdue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/** Measures what is held although its payment should have decided: more than 0 is trouble. */
final class OverdueGoods implements MeterBinder {
  private final Stocks stocks;
  private final InstantSource clock;

  OverdueGoods(Stocks stocks, InstantSource clock) {
    this.stocks = stocks;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge("stoa.stock.overdue.pieces", Overdue::pieces)
        .description("Pieces held for checkouts whose payment should have decided")
        .register(registry);
    gauge("stoa.stock.overdue.seconds", this::age)
        .description("For how long the oldest of those payments should have decided")
        .register(registry);
  }

  private Gauge.Builder<Stocks> gauge(String name, ToDoubleFunction<Overdue> figure) {
    return Gauge.builder(name, stocks, all -> figure.applyAsDouble(all.overdue(clock.instant())));
  }

  private double age(Overdue overdue) {
    Instant oldest = overdue.oldest();
    return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1_000.0;
  }
}
