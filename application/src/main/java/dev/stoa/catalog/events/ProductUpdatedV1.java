package dev.stoa.catalog.events;

import dev.stoa.shared.events.StateCarryingEvent;
import java.time.Instant;

/**
 * A product changed; it carries the whole product, so a reader needs no earlier event.
 *
 * @param version of the product; a reader keeps the highest it has seen
 */
public record ProductUpdatedV1(ProductV1 product, long version, Instant occurredAt)
    implements StateCarryingEvent {
  @Override
  public String subject() {
    return product.productId().toString();
  }
}
