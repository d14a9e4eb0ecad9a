package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a line of a checkout cannot be had.
 *
 * @param available how many could be bought when it was refused
 * @param currentPrice the price of one piece, when it is another than the buyer saw
 */
public record RefusedLine(
    Sku sku, Reason reason, Quantity requested, int available, @Nullable Money currentPrice) {
  /** The cause of a refusal. */
  public enum Reason {
    /** There are fewer than were wanted. */
    OUT_OF_STOCK,
    /** The price is no longer the one the buyer agreed to. */
    PRICE_CHANGED,
    /** The price is the same, but the tax in it is not what the buyer agreed to. */
    TAX_CHANGED,
    /** The SKU means another product than the one the buyer saw. */
    PRODUCT_CHANGED,
    /** It is no longer sold. */
    GONE,
    /** The checkout was too old when it was looked at. */
    EXPIRED;

    /** The name as events and API write it: {@code out-of-stock}. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
