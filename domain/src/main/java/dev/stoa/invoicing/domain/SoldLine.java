package dev.stoa.invoicing.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;

/**
 * What was sold, before the tax is taken out of its price.
 *
 * @param unitPrice gross, of one piece
 */
public record SoldLine(Sku sku, String title, Quantity quantity, Money unitPrice, TaxRate taxRate) {
  /** The gross price of the line. */
  public Money gross() {
    return unitPrice.times(quantity);
  }
}
