package dev.stoa.catalog.events;

import dev.stoa.shared.events.StateCarryingEvent;
import java.time.Instant;

/**
 * How much of a SKU can be bought has changed.
 *
 * @param available what can be bought now: on hand less what is held for checkouts
 * @param previouslyAvailable what could be bought before
 * @param version of the stock; a reader keeps the highest it has seen
 */
public record StockChangedV1(
    String sku, int available, int previouslyAvailable, long version, Instant occurredAt)
    implements StateCarryingEvent {
  @Override
  public String subject() {
    return sku;
  }
}
