package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.TallyCheckouts;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.catalog.application.TallyStock;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.invoicing.application.TallyInvoices;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.ordering.application.TallyOrders;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.payment.application.TallyCharges;
import dev.stoa.payment.application.TallyPayments;
import dev.stoa.payment.application.port.GatewayLedger;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventBacklog;
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
      EventBacklog backlog) {
    return new Books(charges, payments, orders, invoices, stock, checkouts, deadLetters, backlog);
  }

  @Provides
  @Singleton
  static TallyCharges tallyCharges(GatewayLedger ledger, Payments payments) {
    return new TallyCharges(ledger, payments);
  }

  @Provides
  @Singleton
  static TallyPayments tallyPayments(Payments payments) {
    return new TallyPayments(payments);
  }

  @Provides
  @Singleton
  static TallyOrders tallyOrders(Orders orders) {
    return new TallyOrders(orders);
  }

  @Provides
  @Singleton
  static TallyInvoices tallyInvoices(Invoices invoices) {
    return new TallyInvoices(invoices);
  }

  @Provides
  @Singleton
  static TallyStock tallyStock(Stocks stocks) {
    return new TallyStock(stocks);
  }

  @Provides
  @Singleton
  static TallyCheckouts tallyCheckouts(Checkouts checkouts) {
    return new TallyCheckouts(checkouts);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  Object resource(Books books) {
    return new BooksResource(books);
  }
}
