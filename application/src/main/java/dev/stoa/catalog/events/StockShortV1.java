package dev.stoa.catalog.events;

import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A checkout was paid, but goods that were held for it are lost: the payment has to be refunded in
 * full.
 *
 * @param skus what is missing
 */
public record StockShortV1(
    UUID checkoutId, UUID userId, UUID paymentId, List<String> skus, Instant occurredAt)
    implements PublishedEvent {
  public StockShortV1 {
    skus = List.copyOf(skus);
  }

  @Override
  public String subject() {
    return checkoutId.toString();
  }
}
