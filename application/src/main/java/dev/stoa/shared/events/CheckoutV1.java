package dev.stoa.shared.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a buyer agreed to buy: passed along the purchase from the basket by stock and payment to
 * order and invoice, unchanged.
 *
 * @param total the sum of all lines, gross
 * @param paymentMethod a token of the payment gateway; never a card number
 * @param startedAt when the buyer confirmed
 */
public record CheckoutV1(
    UUID checkoutId,
    UUID userId,
    List<CheckoutLineV1> lines,
    MoneyV1 total,
    String paymentMethod,
    Instant startedAt,
    BuyerV1 buyer) {
  public CheckoutV1 {
    lines = List.copyOf(lines);
  }
}
