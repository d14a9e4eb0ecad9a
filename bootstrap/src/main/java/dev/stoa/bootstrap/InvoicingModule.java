package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.invoicing.application.InvoicingContext;
import dev.stoa.invoicing.application.SellerConfiguration;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.shared.application.BoundedContext;
import java.time.InstantSource;

/** The ports of invoicing. */
public final class InvoicingModule extends AbstractModule {
  private final SellerConfiguration seller;

  /**
   * @param seller in whose name invoices are issued
   */
  public InvoicingModule(SellerConfiguration seller) {
    this.seller = seller;
  }

  @Provides
  @Singleton
  InvoicingContext context(Invoices invoices, InstantSource clock) {
    return new InvoicingContext(new InvoicingContext.Ports(invoices, seller, clock));
  }

  @ProvidesIntoSet
  static BoundedContext runs(InvoicingContext context) {
    return context;
  }
}
