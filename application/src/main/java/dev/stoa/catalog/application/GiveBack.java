package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.ReservedLine;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.Stock.ReleaseOutcome;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Sku;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives back what was taken for a reservation in vain. May be repeated at any time: what was given
 * back before is not given back again.
 */
final class GiveBack {
  private final Stocks stocks;
  private final InstantSource clock;

  GiveBack(Stocks stocks, InstantSource clock) {
    this.stocks = stocks;
    this.clock = clock;
  }

  /** Ends the holds that are still there. */
  void held(Reservation reservation) {
    for (ReservedLine line : reservation.lines()) {
      if (stocks.find(line.sku()).holdOf(reservation.id()).isPresent()) {
        release(line.sku(), reservation.id());
      }
    }
  }

  /** Ends the holds that are still there and takes back what was sold. */
  void all(Reservation reservation) {
    held(reservation);
    CheckoutId id = reservation.id();
    Set<Sku> sold =
        stocks.movements(MovementKey.sold(id)).stream()
            .map(StockMovement::sku)
            .collect(Collectors.toSet());
    for (ReservedLine line : reservation.lines()) {
      if (sold.contains(line.sku())) {
        stocks.change(line.sku(), MovementKey.returned(id), stock -> takeBack(stock, id, line));
      }
    }
  }

  private void release(Sku sku, CheckoutId id) {
    stocks.change(
        sku,
        MovementKey.released(id),
        stock ->
            switch (stock.release(id, clock.instant())) {
              case ReleaseOutcome.Freed freed ->
                  StockDecisions.moved(true, stock, freed.movement());
              case ReleaseOutcome.NothingToFree nothing -> StockDecisions.unchanged(false);
            });
  }

  private Stocks.Decision<Boolean> takeBack(Stock stock, CheckoutId id, ReservedLine line) {
    StockMovement movement = stock.returned(id, line.quantity(), clock.instant());
    return StockDecisions.moved(true, stock, movement);
  }
}
