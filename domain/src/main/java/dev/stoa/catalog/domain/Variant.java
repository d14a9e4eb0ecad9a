package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sellable form of a product. Its SKU belongs to no other variant of the whole catalogue.
 *
 * @param optionValues one value for each option of the product, in the order of the options; empty
 *     for a simple product
 * @param price gross, of one piece; more than nothing, for a purchase of nothing cannot be charged
 * @param compareAtPrice a former price to be shown struck through, if any; in the same currency
 * @param taxRate contained in the price
 */
public record Variant(
    Sku sku,
    List<String> optionValues,
    Money price,
    @Nullable Money compareAtPrice,
    TaxRate taxRate) {
  /** The highest price, in minor units: totals of a basket stay far from overflow. */
  public static final long MAX_PRICE = 100_000_000_000L;

  public Variant {
    optionValues = optionValues.stream().map(v -> Texts.line("optionValues", 200, v)).toList();
    requirePrice("price", price);
    if (compareAtPrice != null) {
      requirePrice("compareAtPrice", compareAtPrice);
      if (!compareAtPrice.currency().equals(price.currency())) {
        throw new IllegalArgumentException(
            "expected the price of %s and its compareAtPrice in one currency, but were %s and %s"
                .formatted(sku, price, compareAtPrice));
      }
    }
  }

  private static void requirePrice(String what, Money price) {
    if (price.minorUnits() <= 0 || price.minorUnits() > MAX_PRICE) {
      throw new IllegalArgumentException(
          "expected %s to be more than nothing and at most %s, but was %s"
              .formatted(what, new Money(MAX_PRICE, price.currency()), price));
    }
  }
}
