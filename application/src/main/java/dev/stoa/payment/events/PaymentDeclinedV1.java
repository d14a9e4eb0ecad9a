package dev.stoa.payment.events;

import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * The gateway refused to charge; no money moved.
 *
 * @param reason a slug such as {@code insufficient-funds}
 */
public record PaymentDeclinedV1(
    UUID paymentId, UUID checkoutId, UUID userId, String reason, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return paymentId.toString();
  }
}
