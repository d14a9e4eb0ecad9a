package dev.stoa.invoicing.events;

import dev.stoa.shared.events.EventType;
import java.util.List;

/** The wire names of the events that the invoicing context publishes. */
public final class InvoicingEvents {
  public static final EventType<InvoiceIssuedV1> INVOICE_ISSUED_V1 =
      new EventType<>(
          "dev.stoa.invoicing.invoice-issued.v1", "invoice-events", InvoiceIssuedV1.class);

  public static final EventType<CreditNoteIssuedV1> CREDIT_NOTE_ISSUED_V1 =
      new EventType<>(
          "dev.stoa.invoicing.credit-note-issued.v1", "invoice-events", CreditNoteIssuedV1.class);

  private InvoicingEvents() {}

  /** All of them. */
  public static List<EventType<?>> all() {
    return List.of(INVOICE_ISSUED_V1, CREDIT_NOTE_ISSUED_V1);
  }
}
