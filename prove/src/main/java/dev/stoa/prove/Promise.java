package dev.stoa.prove;

/**
 * What Stoa promises, in the words of {@code docs/promises.md}. Each is checked on every history.
 */
enum Promise {
  NEVER_OVERSOLD("Never more is sold than was there."),
  HOLD_ENDS_ONCE("A hold is sold or released, exactly once."),
  STOCK_IS_ITS_LEDGER("The stock figure is the fold of its ledger."),
  CHARGE_HAS_ORDER_AND_INVOICE(
      "Every charge at the gateway belongs to exactly one order and one invoice, or was refunded in"
          + " full."),
  CHARGED_ONCE("No buyer is charged twice for one checkout."),
  PRICE_AS_AGREED("A buyer pays what was agreed, at prices of the catalogue."),
  ACKNOWLEDGED_IS_KEPT("Every acknowledged command's effect is there after recovery."),
  NUMBERS_WITHOUT_GAP("Invoice numbers are 1..n without gap or repetition per series."),
  EVERY_CHECKOUT_ENDS("Every started checkout reaches an end, and nothing is left under way."),
  EVENTS_ARRIVE("Every committed event reaches every reader."),
  EVENTS_IN_ORDER("Events of one aggregate reach each reader in order."),
  REPETITION_CHANGES_NOTHING("A redelivered, reordered or duplicated event changes nothing."),
  BASKET_BOUGHT_ONCE("What was put into a basket once is bought at most once."),
  BASKETS_KEEP_LINES("Baskets lose no acknowledged line."),
  FINAL_IS_FINAL("An answer that was called final is final."),
  TOLD_IS_TRUE("What a reader was told is true."),
  REFUSED_LEAVES_NO_TRACE("A refused request left no trace."),
  GOODS_ADD_UP("What came in is what was sold and kept, and what is there."),
  OFF_SALE_IS_NOT_SOLD("What is off sale is not sold."),
  PAPERS_AGREE(
      "Payment, order, invoice and credit note say what the buyer confirmed, and the tax is"
          + " right.");

  private final String wording;

  Promise(String wording) {
    this.wording = wording;
  }

  String wording() {
    return wording;
  }

  /** The name in documents: {@code never-oversold}. */
  String slug() {
    return Plant.slug(this);
  }
}
