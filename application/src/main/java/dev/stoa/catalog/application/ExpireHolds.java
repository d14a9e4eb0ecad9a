package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.application.port.Stocks.DueHold;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Stock.ReleaseOutcome;
import java.time.InstantSource;
import java.util.List;

/**
 * Gives back what is held for checkouts that took too long. Who pays all the same is served from
 * what is left, or refunded ({@link SettleReservation}).
 */
public final class ExpireHolds {
  private static final int BATCH = 200;

  private final Stocks stocks;
  private final InstantSource clock;

  public ExpireHolds(Stocks stocks, InstantSource clock) {
    this.stocks = stocks;
    this.clock = clock;
  }

  /**
   * Ends all holds that are due now.
   *
   * @return how many this call ended
   */
  public int run() {
    int ended = 0;
    List<DueHold> due;
    do {
      due = stocks.due(clock.instant(), BATCH);
      int before = ended;
      for (DueHold hold : due) {
        ended += end(hold) ? 1 : 0;
      }
      if (ended == before) {
        // Somebody else ends the same holds; he will finish.
        return ended;
      }
    } while (due.size() == BATCH);
    return ended;
  }

  private boolean end(DueHold hold) {
    return switch (stocks.change(
        hold.sku(),
        MovementKey.expired(hold.checkout()),
        stock ->
            switch (stock.expire(hold.checkout(), clock.instant())) {
              case ReleaseOutcome.Freed freed ->
                  StockDecisions.moved(true, stock, freed.movement());
              case ReleaseOutcome.NothingToFree nothing -> StockDecisions.unchanged(false);
            })) {
      case Stocks.Applied<Boolean> applied -> applied.outcome();
      case Stocks.Repeated<Boolean> endedBefore -> false;
    };
  }
}
