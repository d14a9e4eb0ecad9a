package dev.stoa.basket.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;

/**
 * What the basket knows about one SKU: a copy of the catalogue's facts, as fresh as the last event.
 * The copy may lag; the catalogue has the last word when the checkout is reserved.
 *
 * @param title the product's title, with the variant's options where it has any
 * @param unitPrice gross, of one piece
 * @param taxRate contained in the price
 * @param active whether it is on sale
 * @param available how many can be bought now; 0 while nothing was heard about its stock
 */
public record ProductFacts(
    Sku sku,
    ProductId productId,
    String title,
    Money unitPrice,
    TaxRate taxRate,
    boolean active,
    int available) {
  public ProductFacts {
    if (unitPrice.isNegative()) {
      throw new IllegalArgumentException(
          "expected a price of " + sku + " that is not negative, but was " + unitPrice);
    }
    if (available < 0) {
      throw new IllegalArgumentException(
          "expected the available pieces of " + sku + " to be 0 or more, but was " + available);
    }
  }

  /** How many can be bought: none of an inactive product. */
  public int buyable() {
    return active ? available : 0;
  }
}
