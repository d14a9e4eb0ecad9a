package dev.stoa.payment.events;

import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * A checkout is paid: the gateway has taken the whole amount.
 *
 * @param gatewayReference the charge at the gateway
 */
public record PaymentCreatedV1(
    UUID paymentId, CheckoutV1 checkout, String gatewayReference, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return paymentId.toString();
  }
}
