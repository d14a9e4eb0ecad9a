package dev.stoa.catalog.document;

import dev.stoa.catalog.domain.Stock;
import dev.stoa.catalog.domain.StockHold;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.util.List;

/**
 * The stored form of a stock, without its ledger. Small on purpose: it is read and written at every
 * step of every sale.
 *
 * @param sequence the number of the last movement in the ledger
 */
public record StockDocument(
    int form, String sku, int onHand, long sequence, List<HoldDocument> holds) {
  private static final int FORM = 1;

  /**
   * The stored form of a hold.
   *
   * @param until the deadline of its payment
   */
  public record HoldDocument(String checkout, int quantity, Instant until) {}

  /** The stock as it is to be stored. */
  public static StockDocument of(Stock stock) {
    return new StockDocument(
        FORM,
        stock.id().value(),
        stock.onHand(),
        stock.sequence(),
        stock.holds().stream().map(StockDocument::hold).toList());
  }

  /** The stock that was stored at this version. */
  public Stock toStock(Version version) {
    return Stock.reconstitute(
        new Sku(sku),
        version,
        onHand,
        holds.stream().map(StockDocument::toHold).toList(),
        sequence);
  }

  private static HoldDocument hold(StockHold hold) {
    return new HoldDocument(hold.checkout().toString(), hold.quantity().value(), hold.deadline());
  }

  private static StockHold toHold(HoldDocument hold) {
    return new StockHold(
        CheckoutId.parse(hold.checkout()), Quantity.of(hold.quantity()), hold.until());
  }
}
