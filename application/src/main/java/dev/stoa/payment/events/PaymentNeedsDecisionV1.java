package dev.stoa.payment.events;

import dev.stoa.shared.events.MoneyV1;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * The gateway has been asked about a payment as long as it makes sense; a person has to decide.
 *
 * @param open what is open: {@code refund-requested} or {@code charged-late}, an amount that is to
 *     go back and does not, or {@code expired}, a charge that the gateway neither makes nor cancels
 * @param reason a slug: why the gateway refuses, or {@code undecided}
 */
public record PaymentNeedsDecisionV1(
    UUID paymentId,
    UUID checkoutId,
    UUID userId,
    MoneyV1 amount,
    String open,
    String reason,
    Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return paymentId.toString();
  }
}
