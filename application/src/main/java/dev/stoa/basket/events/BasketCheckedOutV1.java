package dev.stoa.basket.events;

import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;

/** A buyer confirmed the purchase of a basket at the prices shown. */
public record BasketCheckedOutV1(CheckoutV1 checkout, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return checkout.checkoutId().toString();
  }
}
