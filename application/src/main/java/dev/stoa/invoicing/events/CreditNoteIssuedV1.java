package dev.stoa.invoicing.events;

import dev.stoa.shared.events.MoneyV1;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * An invoice was reversed in full by a credit note.
 *
 * @param number unique and without gaps in its series, such as {@code CN-2026-000001}
 * @param invoiceNumber the invoice that is reversed
 */
public record CreditNoteIssuedV1(
    UUID creditNoteId,
    String number,
    String invoiceNumber,
    UUID paymentId,
    UUID userId,
    MoneyV1 total,
    Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return creditNoteId.toString();
  }
}
