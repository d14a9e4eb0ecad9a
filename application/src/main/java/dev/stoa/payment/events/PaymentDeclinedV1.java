package dev.stoa.payment.events;

import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * A checkout is not paid, and will not be: the gateway refused to charge, or nobody had decided by
 * the deadline. Should the gateway charge all the same, the payment gives it back by itself.
 *
 * @param reason a slug such as {@code insufficient-funds}, or {@code expired} at the deadline
 */
public record PaymentDeclinedV1(
    UUID paymentId, UUID checkoutId, UUID userId, String reason, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return paymentId.toString();
  }
}
