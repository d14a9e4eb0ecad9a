package dev.stoa.basket.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;

/**
 * A line of a checkout: what the buyer saw when confirming, whatever becomes of the basket or the
 * catalogue afterwards.
 *
 * @param unitPrice gross, of one piece
 */
public record CheckoutLine(
    Sku sku,
    ProductId productId,
    String title,
    Quantity quantity,
    Money unitPrice,
    TaxRate taxRate) {
  /** The gross price of all its pieces. */
  public Money total() {
    return unitPrice.times(quantity);
  }
}
