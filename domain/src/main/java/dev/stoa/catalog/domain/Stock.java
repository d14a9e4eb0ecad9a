package dev.stoa.catalog.domain;

import dev.stoa.catalog.domain.StockMovement.Kind;
import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many pieces of one SKU there are, and for whom some are kept. An aggregate of its own, so
 * that selling never contends with editing the product. Laws:
 *
 * <ul>
 *   <li>What is available is never less than nothing: what is held is on hand.
 *   <li>A hold has no clock of its own: it ends exactly once, sold or released, when the payment
 *       has decided, or with its goods, when these are lost.
 *   <li>Every change is a movement in the ledger, and the sum of the ledger is the stock.
 *   <li>What returns was sold: to that checkout, no fewer pieces, and it returns once.
 *   <li>There are never more than {@link #MAX} on hand.
 * </ul>
 *
 * <p>A SKU that nobody has recorded anything of has a stock of nothing ({@link #none}).
 */
public final class Stock implements Aggregate<Sku> {
  /** The most pieces of a SKU that can be on hand. */
  public static final int MAX = 1_000_000_000;

  private final Sku sku;
  private final Version version;
  private final Map<CheckoutId, StockHold> holds;
  private int onHand;
  private int held;
  private long sequence;

  private Stock(Sku sku, Version version, int onHand, Collection<StockHold> holds, long sequence) {
    this.sku = sku;
    this.version = version;
    this.onHand = onHand;
    this.sequence = sequence;
    this.holds = new LinkedHashMap<>();
    for (StockHold hold : holds) {
      this.holds.put(hold.checkout(), hold);
      held = Math.addExact(held, hold.quantity().value());
    }
    if (onHand > MAX || held > onHand || sequence < 0 || this.holds.size() != holds.size()) {
      throw new IllegalArgumentException(
          "%s cannot have %d on hand and %d held after %d movements"
              .formatted(sku, onHand, held, sequence));
    }
  }

  /** The stock of a SKU of which nothing was ever recorded. */
  public static Stock none(Sku sku) {
    return new Stock(sku, Version.NEW, 0, Collections.emptyList(), 0);
  }

  /** The stock as it was stored; for persistence only. */
  public static Stock reconstitute(
      Sku sku, Version version, int onHand, Collection<StockHold> holds, long sequence) {
    return new Stock(sku, version, onHand, holds, sequence);
  }

  /** What came of asking for a hold. */
  public sealed interface HoldOutcome {
    /** The pieces are kept for the checkout. */
    record Held(StockMovement movement) implements HoldOutcome {}

    /** There are too few; nothing is kept. */
    record NotEnough(int available) implements HoldOutcome {}
  }

  /** What came of ending a hold without a sale. */
  public sealed interface ReleaseOutcome {
    /** The pieces can be bought by others. */
    record Freed(StockMovement movement) implements ReleaseOutcome {}

    /** Nothing is held for the checkout. */
    record NothingToFree() implements ReleaseOutcome {}
  }

  /** What came of a sale. */
  public sealed interface SaleOutcome {
    /** The pieces are gone. */
    record Sold(StockMovement movement) implements SaleOutcome {}

    /** Nothing is held for the checkout, and there are too few left. */
    record NotEnough(int available) implements SaleOutcome {}
  }

  /** What came of taking goods back. */
  public sealed interface ReturnOutcome {
    /** The pieces are on hand again. */
    record Returned(StockMovement movement) implements ReturnOutcome {}

    /** The ledger has no sale to the checkout. */
    record NotSold() implements ReturnOutcome {}

    /** They are back already. */
    record ReturnedBefore() implements ReturnOutcome {}

    /** Fewer were sold. */
    record MoreThanSold(int sold) implements ReturnOutcome {}

    /** There would be more than {@link Stock#MAX} on hand. */
    record NoRoom(int onHand) implements ReturnOutcome {}
  }

  /** What came of a correction. */
  public sealed interface RecordOutcome {
    /**
     * It is in the ledger.
     *
     * @param lost the holds that it ended, newest first; mostly none
     */
    record Recorded(StockMovement movement, List<StockHold> lost) implements RecordOutcome {
      public Recorded {
        lost = List.copyOf(lost);
      }
    }

    /** It would take what is not there, or exceed {@link Stock#MAX}. */
    record Impossible(int onHand, int available) implements RecordOutcome {}
  }

  /**
   * Keeps pieces for a checkout until its payment has decided.
   *
   * @param deadline until when the payment has to decide
   * @throws IllegalArgumentException when the checkout already has a hold
   */
  public HoldOutcome hold(CheckoutId checkout, Quantity quantity, Instant deadline, Instant now) {
    if (holds.containsKey(checkout)) {
      throw new IllegalArgumentException(sku + " is already held for checkout " + checkout);
    }
    StockHold hold = new StockHold(checkout, quantity, deadline);
    if (quantity.value() > available()) {
      return new HoldOutcome.NotEnough(available());
    }
    holds.put(checkout, hold);
    return new HoldOutcome.Held(
        move(MovementKey.held(checkout), Kind.HELD, 0, quantity.value(), about(checkout), now));
  }

  /** Gives back what is held for a checkout that came to nothing. */
  public ReleaseOutcome release(CheckoutId checkout, Instant now) {
    StockHold hold = holds.remove(checkout);
    if (hold == null) {
      return new ReleaseOutcome.NothingToFree();
    }
    return new ReleaseOutcome.Freed(
        move(
            MovementKey.released(checkout),
            Kind.RELEASED,
            0,
            -hold.quantity().value(),
            about(checkout),
            now));
  }

  /**
   * Sells what is held for a checkout. Without a hold, which was lost or which an earlier version
   * of the shop ended by the clock, it sells from what is available, if that is enough.
   *
   * @param quantity how many were bought
   * @throws IllegalArgumentException when another quantity is held
   */
  public SaleOutcome sell(CheckoutId checkout, Quantity quantity, Instant now) {
    StockHold hold = holds.get(checkout);
    return hold == null ? sellWithoutHold(checkout, quantity, now) : sellHeld(hold, quantity, now);
  }

  private SaleOutcome sellHeld(StockHold hold, Quantity quantity, Instant now) {
    if (!hold.quantity().equals(quantity)) {
      throw new IllegalArgumentException(
          "%s of %s are held for checkout %s, but %s were bought"
              .formatted(hold.quantity(), sku, hold.checkout(), quantity));
    }
    holds.remove(hold.checkout());
    return new SaleOutcome.Sold(
        move(
            MovementKey.sold(hold.checkout()),
            Kind.SOLD,
            -quantity.value(),
            -quantity.value(),
            about(hold.checkout()),
            now));
  }

  private SaleOutcome sellWithoutHold(CheckoutId checkout, Quantity quantity, Instant now) {
    if (quantity.value() > available()) {
      return new SaleOutcome.NotEnough(available());
    }
    return new SaleOutcome.Sold(
        move(MovementKey.sold(checkout), Kind.SOLD, -quantity.value(), 0, about(checkout), now));
  }

  /**
   * Takes back what was sold to a checkout that came to nothing after all: at most once, and at
   * most what was sold.
   *
   * @param ledger of this SKU, at least the movements of the checkout; the sale must be among them
   * @throws IllegalArgumentException when the ledger is of another SKU
   */
  public ReturnOutcome returned(
      CheckoutId checkout, Quantity quantity, Collection<StockMovement> ledger, Instant now) {
    Optional<StockMovement> sale = movement(ledger, MovementKey.sold(checkout));
    if (sale.isEmpty()) {
      return new ReturnOutcome.NotSold();
    }
    if (movement(ledger, MovementKey.returned(checkout)).isPresent()) {
      return new ReturnOutcome.ReturnedBefore();
    }
    int sold = -sale.get().onHand();
    if (quantity.value() > sold) {
      return new ReturnOutcome.MoreThanSold(sold);
    }
    if (quantity.value() > MAX - onHand) {
      return new ReturnOutcome.NoRoom(onHand);
    }
    return new ReturnOutcome.Returned(
        move(
            MovementKey.returned(checkout),
            Kind.RETURNED,
            quantity.value(),
            0,
            about(checkout),
            now));
  }

  private Optional<StockMovement> movement(Collection<StockMovement> ledger, MovementKey key) {
    for (StockMovement movement : ledger) {
      if (!movement.sku().equals(sku)) {
        throw new IllegalArgumentException("not in the ledger of " + sku + ": " + movement);
      }
    }
    return ledger.stream().filter(movement -> movement.key().equals(key)).findFirst();
  }

  /**
   * Records goods that came in (more than 0) or were lost or counted anew (less than 0). A loss
   * takes what nobody holds first. When that is too little, holds end as a whole, the newest first,
   * until what is left on hand covers the others: who came first keeps what was promised.
   *
   * @param reason in the merchant's words, 1 to 200 characters
   * @throws IllegalArgumentException when {@code delta} is 0
   */
  public RecordOutcome recordMovement(MovementKey key, int delta, String reason, Instant now) {
    if (delta == 0) {
      throw new IllegalArgumentException("expected a delta other than 0");
    }
    long after = (long) onHand + delta;
    if (after < 0 || after > MAX) {
      return new RecordOutcome.Impossible(onHand, available());
    }
    List<StockHold> lost = new ArrayList<>();
    int heldAfter = held;
    for (StockHold hold : List.copyOf(holds.values()).reversed()) {
      if (heldAfter <= after) {
        break;
      }
      lost.add(hold);
      heldAfter -= hold.quantity().value();
    }
    StockMovement movement =
        move(key, delta > 0 ? Kind.RECEIVED : Kind.ADJUSTED, delta, heldAfter - held, reason, now);
    lost.forEach(hold -> holds.remove(hold.checkout()));
    return new RecordOutcome.Recorded(movement, lost);
  }

  /** What is held for the checkout, if anything. */
  public Optional<StockHold> holdOf(CheckoutId checkout) {
    return Optional.ofNullable(holds.get(checkout));
  }

  /** All that is held, the oldest hold first. */
  public Collection<StockHold> holds() {
    return Collections.unmodifiableCollection(holds.values());
  }

  /** The earliest deadline of a payment for which something is held, if anything is. */
  public Optional<Instant> earliestDeadline() {
    return holds.values().stream().map(StockHold::deadline).min(Instant::compareTo);
  }

  public int onHand() {
    return onHand;
  }

  public int held() {
    return held;
  }

  /** What can be bought: on hand less held; never less than 0. */
  public int available() {
    return onHand - held;
  }

  public StockFigures figures() {
    return new StockFigures(onHand, held);
  }

  /** The number of the last movement in the ledger; 0 when there is none. */
  public long sequence() {
    return sequence;
  }

  @Override
  public Sku id() {
    return sku;
  }

  @Override
  public Version version() {
    return version;
  }

  @Override
  public String toString() {
    return "Stock %s: %d on hand, %d held, v%s".formatted(sku, onHand, held, version);
  }

  private StockMovement move(
      MovementKey key, Kind kind, int onHandDelta, int heldDelta, String reason, Instant now) {
    StockMovement movement =
        new StockMovement(sku, sequence + 1, key, kind, onHandDelta, heldDelta, reason, now);
    onHand = Math.addExact(onHand, onHandDelta);
    held = Math.addExact(held, heldDelta);
    sequence = movement.sequence();
    return movement;
  }

  private static String about(CheckoutId checkout) {
    return "checkout " + checkout;
  }
}
