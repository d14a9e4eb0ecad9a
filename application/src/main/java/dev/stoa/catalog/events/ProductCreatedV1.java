package dev.stoa.catalog.events;

import dev.stoa.shared.events.StateCarryingEvent;
import java.time.Instant;

/**
 * A product is new in the catalogue.
 *
 * @param version of the product; a reader keeps the highest it has seen
 */
public record ProductCreatedV1(ProductV1 product, long version, Instant occurredAt)
    implements StateCarryingEvent {
  @Override
  public String subject() {
    return product.productId().toString();
  }
}
