package dev.stoa.catalog.events;

import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * What was held for a checkout is free again.
 *
 * @param reason {@code payment-declined}
 */
public record StockReleasedV1(UUID checkoutId, UUID userId, String reason, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return checkoutId.toString();
  }
}
