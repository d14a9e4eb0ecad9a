package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Stocks.Decision;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.catalog.events.StockChangedV1;
import java.util.List;

/** Decisions about a stock, with the event that others need when what is available changed. */
final class StockDecisions {
  private StockDecisions() {}

  static <R> Decision<R> unchanged(R outcome) {
    return new Decision<>(outcome, null, List.of());
  }

  /** The decision that made this movement; the stock is as it is after it. */
  static <R> Decision<R> moved(R outcome, Stock stock, StockMovement movement) {
    int gained = movement.onHand() - movement.held();
    return new Decision<>(
        outcome,
        movement,
        gained == 0
            ? List.of()
            : List.of(
                new StockChangedV1(
                    stock.id().value(),
                    stock.available(),
                    stock.available() - gained,
                    stock.version().next().value(),
                    movement.at())));
  }
}
