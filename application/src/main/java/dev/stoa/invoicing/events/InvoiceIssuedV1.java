package dev.stoa.invoicing.events;

import dev.stoa.shared.events.MoneyV1;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * An invoice exists and has its number.
 *
 * @param number unique and without gaps in its series, such as {@code INV-2026-000001}
 */
public record InvoiceIssuedV1(
    UUID invoiceId,
    String number,
    UUID orderId,
    UUID paymentId,
    UUID userId,
    MoneyV1 total,
    Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return invoiceId.toString();
  }
}
