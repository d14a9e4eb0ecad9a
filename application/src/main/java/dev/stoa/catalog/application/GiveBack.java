package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.ReservedLine;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.Stock.ReleaseOutcome;
import dev.stoa.catalog.domain.Stock.ReturnOutcome;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Sku;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives back what was taken for a reservation in vain. May be repeated at any time: what was given
 * back before is not given back again. Goods that the stock refuses to take back, such as more than
 * it can count, are a fault that lasts: it is thrown, nothing of that line changes, and whoever
 * repeats it after the stock was put right carries it out.
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
    // A sale stays in the ledger for good, so it may be read before the change that needs it.
    Map<Sku, StockMovement> sales =
        stocks.movements(MovementKey.sold(id)).stream()
            .collect(Collectors.toMap(StockMovement::sku, Function.identity()));
    for (ReservedLine line : reservation.lines()) {
      StockMovement sale = sales.get(line.sku());
      if (sale != null) {
        stocks.change(
            line.sku(), MovementKey.returned(id), stock -> takeBack(stock, id, line, sale));
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

  private Stocks.Decision<Boolean> takeBack(
      Stock stock, CheckoutId id, ReservedLine line, StockMovement sale) {
    return switch (stock.returned(id, line.quantity(), List.of(sale), clock.instant())) {
      case ReturnOutcome.Returned returned ->
          StockDecisions.moved(true, stock, returned.movement());
      case ReturnOutcome.ReturnedBefore before -> StockDecisions.unchanged(false);
      case ReturnOutcome.NotSold notSold -> throw cannotReturn(stock, id, line, notSold);
      case ReturnOutcome.MoreThanSold fewer -> throw cannotReturn(stock, id, line, fewer);
      case ReturnOutcome.NoRoom full -> throw cannotReturn(stock, id, line, full);
    };
  }

  private static IllegalStateException cannotReturn(
      Stock stock, CheckoutId id, ReservedLine line, ReturnOutcome why) {
    return new IllegalStateException(
        "%s pieces of checkout %s cannot return to %s: %s"
            .formatted(line.quantity(), id, stock, why));
  }
}
