package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import java.time.Instant;

/**
 * Pieces kept for a checkout.
 *
 * @param until when it expires, unless it is sold or released before
 */
public record StockHold(CheckoutId checkout, Quantity quantity, Instant until) {
  /** Whether its time is over. */
  public boolean isDue(Instant now) {
    return !now.isBefore(until);
  }
}
