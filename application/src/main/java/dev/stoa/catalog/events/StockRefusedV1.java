package dev.stoa.catalog.events;

import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A checkout cannot be had; nothing is held for it any more.
 *
 * @param refused the lines that were the cause
 */
public record StockRefusedV1(
    UUID checkoutId, UUID userId, List<RefusedLineV1> refused, Instant occurredAt)
    implements PublishedEvent {
  public StockRefusedV1 {
    refused = List.copyOf(refused);
  }

  @Override
  public String subject() {
    return checkoutId.toString();
  }
}
