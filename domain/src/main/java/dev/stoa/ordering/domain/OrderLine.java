package dev.stoa.ordering.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;

/**
 * One line of an order, as the buyer saw it.
 *
 * @param unitPrice gross, of one piece
 */
public record OrderLine(
    Sku sku,
    ProductId productId,
    String title,
    Quantity quantity,
    Money unitPrice,
    TaxRate taxRate) {
  /** The gross price of the line. */
  public Money total() {
    return unitPrice.times(quantity);
  }
}
