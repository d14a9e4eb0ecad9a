package dev.stoa.ordering.events;

import dev.stoa.shared.events.MoneyV1;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/** A paid checkout became an order. */
public record OrderPlacedV1(
    UUID orderId, UUID checkoutId, UUID paymentId, UUID userId, MoneyV1 total, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return orderId.toString();
  }
}
