package dev.stoa.catalog.events;

import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Goods that were held for checkouts are lost: nothing of this SKU is held for them any more. A
 * payment that has not decided yet should decline; one that was taken waits for what the stock says
 * of it, which may still find other pieces.
 *
 * @param checkoutIds the newest hold first; at most {@link #MOST_CHECKOUTS}, so one loss may be
 *     told in several events
 */
public record StockLostV1(String sku, List<UUID> checkoutIds, Instant occurredAt)
    implements PublishedEvent {
  /** So many checkouts are named by one event. */
  public static final int MOST_CHECKOUTS = 1_000;

  public StockLostV1 {
    checkoutIds = List.copyOf(checkoutIds);
    if (checkoutIds.isEmpty() || checkoutIds.size() > MOST_CHECKOUTS) {
      throw new IllegalArgumentException(
          "expected 1 to %d checkouts, but got %d".formatted(MOST_CHECKOUTS, checkoutIds.size()));
    }
  }

  @Override
  public String subject() {
    return sku;
  }
}
