package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Stocks.Decision;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.Stock.RecordOutcome;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.catalog.events.StockLostV1;
import dev.stoa.shared.events.PublishedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Decisions about a stock, with the event that others need when what is available changed. */
final class StockDecisions {
  private StockDecisions() {}

  static <R> Decision<R> unchanged(R outcome) {
    return new Decision<>(outcome, null, List.of());
  }

  /** The decision that recorded this; others hear for whom goods were lost. */
  static <R> Decision<R> recorded(R outcome, Stock stock, RecordOutcome.Recorded recorded) {
    Decision<R> moved = moved(outcome, stock, recorded.movement());
    List<PublishedEvent> events = new ArrayList<>(moved.events());
    List<UUID> lost = recorded.lost().stream().map(hold -> hold.checkout().value()).toList();
    for (int from = 0; from < lost.size(); from += StockLostV1.MOST_CHECKOUTS) {
      int to = Math.min(lost.size(), from + StockLostV1.MOST_CHECKOUTS);
      events.add(
          new StockLostV1(stock.id().value(), lost.subList(from, to), recorded.movement().at()));
    }
    return new Decision<>(outcome, recorded.movement(), events);
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
