package dev.stoa.ordering.events;

import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * An order will not be fulfilled.
 *
 * @param reason a slug such as {@code stock-short}
 */
public record OrderCancelledV1(
    UUID orderId, UUID checkoutId, UUID userId, String reason, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return orderId.toString();
  }
}
