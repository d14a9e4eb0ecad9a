package dev.stoa.payment.events;

import dev.stoa.shared.events.MoneyV1;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * The whole amount went back to the buyer.
 *
 * @param reason a slug such as {@code stock-short}
 */
public record PaymentRefundedV1(
    UUID paymentId, UUID checkoutId, UUID userId, MoneyV1 amount, String reason, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return paymentId.toString();
  }
}
