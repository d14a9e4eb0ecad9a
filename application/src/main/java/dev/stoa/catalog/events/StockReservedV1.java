package dev.stoa.catalog.events;

import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;

/**
 * Every line of a checkout is held for its buyer.
 *
 * @param heldUntil until when the payment has to decide; what is held stays held until it has
 */
public record StockReservedV1(CheckoutV1 checkout, Instant heldUntil, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return checkout.checkoutId().toString();
  }
}
