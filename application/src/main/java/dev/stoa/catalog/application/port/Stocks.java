package dev.stoa.catalog.application.port;

import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockFigures;
import dev.stoa.catalog.domain.StockHold;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stock of each SKU with its ledger.
 *
 * <ul>
 *   <li>A change reads, decides and writes one stock as if nobody else were there: of many changes
 *       at once, each sees the outcome of those before it, and none is lost.
 *   <li>The stock, the movement and the events of a decision appear together or not at all; what
 *       the decision throws changes nothing and reaches the caller.
 *   <li>A decision without a movement changes nothing.
 *   <li>A movement key is at most once in the ledger of a SKU: when it is already there, nothing is
 *       decided and the answer is {@link Repeated}. Ledgers of other SKUs do not matter.
 *   <li>A stock that was never changed is a stock of nothing.
 *   <li>Each change raises the version by one.
 *   <li>The sum of the ledger is the stock; {@link #accounts} tells both, read at one moment.
 *   <li>A ledger is listed newest first, in pages without gaps or repetitions; a cursor that it did
 *       not give out is refused with {@link InvalidCursor}.
 *   <li>Overdue are the holds whose payment should have decided by then; finding them does not read
 *       the stocks that have none.
 *   <li>What was changed is there after a restart.
 * </ul>
 */
public interface Stocks {
  /**
   * Changes the stock of one SKU. The decision may be asked several times before one is kept; it
   * must do nothing but change the stock it is given and say what came of it.
   *
   * @param key what the movement is for; the movement that is decided must have this key
   */
  <R> Change<R> change(Sku sku, MovementKey key, Function<? super Stock, Decision<R>> decision);

  /** The stock of a SKU. */
  Stock find(Sku sku);

  /** What can be bought of each of these SKUs, in one query; 0 of a SKU never heard of. */
  Map<Sku, Integer> available(Collection<Sku> skus);

  /** What is held although its payment should have decided by that moment. */
  Overdue overdue(Instant now);

  /** The movements of a SKU, newest first. */
  Page<StockMovement> ledger(Sku sku, PageRequest page);

  /** The movements with this key in the ledgers of all SKUs, in the order of the SKUs. */
  List<StockMovement> movements(MovementKey key);

  /** Every SKU with its figures as stored and as its ledger adds up. */
  List<StockAccount> accounts();

  /**
   * What was decided about a stock.
   *
   * @param outcome what the caller hears
   * @param movement the line of the ledger; null when nothing changes
   * @param events of the change, with the version {@code stock.version().next()}; empty when
   *     nothing changes
   */
  record Decision<R>(
      R outcome, @Nullable StockMovement movement, List<? extends PublishedEvent> events) {
    public Decision {
      events = List.copyOf(events);
      if (movement == null && !events.isEmpty()) {
        throw new IllegalArgumentException("events without a movement: " + events);
      }
    }
  }

  /** What came of a change. */
  sealed interface Change<R> {}

  /** The decision was kept. */
  record Applied<R>(R outcome) implements Change<R> {}

  /** The movement had been made before; the stock as it is now. */
  record Repeated<R>(Stock stock) implements Change<R> {}

  /**
   * Goods that are held while payments are late.
   *
   * @param holds how many holds
   * @param pieces how many pieces they hold
   * @param oldest the earliest deadline among them; null when there are none
   */
  record Overdue(long holds, long pieces, @Nullable Instant oldest) {
    /** Nothing is overdue. */
    public static final Overdue NONE = new Overdue(0, 0, null);

    /** With one hold more. */
    public Overdue plus(StockHold hold) {
      Instant deadline = hold.deadline();
      return new Overdue(
          holds + 1,
          pieces + hold.quantity().value(),
          oldest == null || deadline.isBefore(oldest) ? deadline : oldest);
    }
  }

  /**
   * The books of one SKU.
   *
   * @param figures as they are stored
   * @param ledger what the ledger adds up to
   * @param sold how many were sold and not returned, as the ledger says
   */
  record StockAccount(Sku sku, StockFigures figures, StockFigures ledger, long sold) {}
}
