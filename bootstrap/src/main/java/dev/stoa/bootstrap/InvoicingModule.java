package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.invoicing.application.FindInvoice;
import dev.stoa.invoicing.application.IssueCreditNote;
import dev.stoa.invoicing.application.IssueInvoice;
import dev.stoa.invoicing.application.ListInvoices;
import dev.stoa.invoicing.application.SellerConfiguration;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.Subscription;
import java.time.InstantSource;

/** The use cases of invoicing. */
public final class InvoicingModule extends AbstractModule {
  private final SellerConfiguration seller;

  /**
   * @param seller in whose name invoices are issued
   */
  public InvoicingModule(SellerConfiguration seller) {
    this.seller = seller;
  }

  @ProvidesIntoSet
  @Singleton
  Subscription reactions(Invoices invoices, InstantSource clock) {
    return Subscription.group("invoicing")
        .on(PaymentCreatedV1.class, new IssueInvoice(invoices, seller, clock)::on)
        .on(PaymentRefundedV1.class, new IssueCreditNote(invoices, seller, clock)::on)
        .build();
  }

  @Provides
  @Singleton
  static FindInvoice find(Invoices invoices) {
    return new FindInvoice(invoices);
  }

  @Provides
  @Singleton
  static ListInvoices list(Invoices invoices) {
    return new ListInvoices(invoices);
  }
}
