package dev.stoa.catalog.events;

import dev.stoa.shared.events.MoneyV1;
import org.jspecify.annotations.Nullable;

/**
 * Why a line of a checkout could not be had.
 *
 * @param reason {@code out-of-stock}, {@code price-changed}, {@code tax-changed} (another rate in
 *     the same price), {@code product-changed} (the SKU belongs to another product now), {@code
 *     gone} (no longer sold) or {@code expired} (the checkout was too old when it was looked at); a
 *     later version may know more
 * @param requested how many were wanted
 * @param available how many can be bought now
 * @param currentPrice the price now, when it is another than the buyer saw
 */
public record RefusedLineV1(
    String sku, String reason, int requested, int available, @Nullable MoneyV1 currentPrice) {}
