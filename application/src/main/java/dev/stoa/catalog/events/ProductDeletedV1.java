package dev.stoa.catalog.events;

import dev.stoa.shared.events.StateCarryingEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A product left the catalogue for good.
 *
 * @param skus its variants at the end
 * @param version higher than that of every earlier event of the product
 */
public record ProductDeletedV1(UUID productId, List<String> skus, long version, Instant occurredAt)
    implements StateCarryingEvent {
  public ProductDeletedV1 {
    skus = List.copyOf(skus);
  }

  @Override
  public String subject() {
    return productId.toString();
  }
}
