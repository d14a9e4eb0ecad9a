package dev.stoa.invoicing.application;

import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.Subscription;
import java.time.InstantSource;
import java.util.List;

/** Invoicing: an invoice for each payment, a credit note for each refund, numbered without gaps. */
public final class InvoicingContext implements BoundedContext {
  /** What invoicing needs, and in whose name it issues. */
  public record Ports(Invoices invoices, SellerConfiguration seller, InstantSource clock) {}

  public final FindInvoice findInvoice;
  public final ListInvoices listInvoices;
  private final IssueInvoice issue;
  private final IssueCreditNote reverse;

  public InvoicingContext(Ports ports) {
    findInvoice = new FindInvoice(ports.invoices);
    listInvoices = new ListInvoices(ports.invoices);
    issue = new IssueInvoice(ports.invoices, ports.seller, ports.clock);
    reverse = new IssueCreditNote(ports.invoices, ports.seller, ports.clock);
  }

  @Override
  public List<Subscription> subscriptions() {
    return List.of(
        Subscription.group("invoicing")
            .on(PaymentCreatedV1.class, issue::on)
            .on(PaymentRefundedV1.class, reverse::on)
            .build());
  }
}
