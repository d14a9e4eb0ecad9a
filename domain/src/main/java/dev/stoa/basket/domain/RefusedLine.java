package dev.stoa.basket.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Sku;
import org.jspecify.annotations.Nullable;

/**
 * Why the catalogue could not give a line of a checkout.
 *
 * @param reason a slug: {@code out-of-stock}, {@code price-changed}, {@code tax-changed}, {@code
 *     product-changed}, {@code gone}, {@code expired}
 * @param requested how many were wanted
 * @param available how many could be bought
 * @param currentPrice the price at that time, when it was another than the buyer saw
 */
public record RefusedLine(
    Sku sku, String reason, int requested, int available, @Nullable Money currentPrice) {}
