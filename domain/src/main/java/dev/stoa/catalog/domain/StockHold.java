package dev.stoa.catalog.domain;

import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Quantity;
import java.time.Instant;

/**
 * Pieces kept for a checkout, until its payment has decided how the purchase ends.
 *
 * @param deadline until when the payment has to decide; by itself it ends nothing, but a hold that
 *     is there long after it means that the payments do not work
 */
public record StockHold(CheckoutId checkout, Quantity quantity, Instant deadline) {
  /** Whether the payment should have decided by now. */
  public boolean isOverdue(Instant now) {
    return !now.isBefore(deadline);
  }
}
