package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.TallyCheckouts;
import dev.stoa.catalog.application.TallyStock;
import dev.stoa.invoicing.application.TallyInvoices;
import dev.stoa.ordering.application.TallyOrders;
import dev.stoa.payment.application.TallyCharges;
import dev.stoa.payment.application.TallyPayments;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventDelivery;
import dev.stoa.shared.rest.RestResource;

/** The comparison of the books of all contexts. */
final class BooksModule extends AbstractModule {
  @Provides
  @Singleton
  Books books(
      TallyCharges charges,
      TallyPayments payments,
      TallyOrders orders,
      TallyInvoices invoices,
      TallyStock stock,
      TallyCheckouts checkouts,
      DeadLetters deadLetters,
      EventDelivery delivery) {
    return new Books(charges, payments, orders, invoices, stock, checkouts, deadLetters, delivery);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object resource(Books books) {
    return new BooksResource(books);
  }
}
