package dev.stoa.invoicing.application;

import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.invoicing.events.CreditNoteIssuedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** Takes the invoice of a refunded payment back in full, once, by a credit note. */
public final class IssueCreditNote {
  private final Invoices invoices;
  private final SellerConfiguration seller;
  private final InstantSource clock;

  public IssueCreditNote(Invoices invoices, SellerConfiguration seller, InstantSource clock) {
    this.invoices = invoices;
    this.seller = seller;
    this.clock = clock;
  }

  /**
   * A payment went back to the buyer.
   *
   * @throws IllegalStateException when the invoice is not there yet, which is issued by the event
   *     before: this one is delivered again
   */
  public void on(PaymentRefundedV1 event) {
    PaymentId payment = new PaymentId(event.paymentId());
    InvoiceId id = Invoice.creditNoteIdOf(payment);
    if (invoices.find(id).isPresent()) {
      return;
    }
    Invoice invoice =
        invoices
            .find(Invoice.idOf(payment))
            .orElseThrow(() -> new IllegalStateException("payment " + payment + " has no invoice"));
    if (!invoice.content().totals().gross().equals(event.amount().toMoney())) {
      throw new IllegalStateException(
          "%s is of %s, but %s went back"
              .formatted(
                  invoice.number(), invoice.content().totals().gross(), event.amount().toMoney()));
    }
    Instant now = clock.instant();
    LocalDate today = seller.dateOf(now);
    invoices.issue(
        id,
        new Series(InvoiceType.CREDIT_NOTE, today.getYear()),
        number ->
            new Invoices.Draft(
                invoice.reverse(number, today, now),
                List.of(
                    new CreditNoteIssuedV1(
                        id.value(),
                        number.toString(),
                        invoice.number().toString(),
                        payment.value(),
                        invoice.userId().value(),
                        MoneyV1.of(invoice.content().totals().gross()),
                        now))));
  }
}
