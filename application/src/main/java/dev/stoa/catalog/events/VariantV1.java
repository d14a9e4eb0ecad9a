package dev.stoa.catalog.events;

import dev.stoa.shared.events.MoneyV1;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sellable form of a product.
 *
 * @param optionValues one value for each option of the product, in the order of the options; empty
 *     for a simple product
 * @param price gross, of one piece
 * @param compareAtPrice a former price to be shown struck through, if any
 * @param taxRate in percent, contained in the price
 */
public record VariantV1(
    String sku,
    List<String> optionValues,
    MoneyV1 price,
    @Nullable MoneyV1 compareAtPrice,
    String taxRate) {
  public VariantV1 {
    optionValues = List.copyOf(optionValues);
  }
}
