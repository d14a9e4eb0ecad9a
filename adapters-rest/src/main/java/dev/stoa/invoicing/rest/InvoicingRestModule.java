package dev.stoa.invoicing.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.invoicing.application.InvoicingContext;
import dev.stoa.shared.rest.RestResource;

/** Serves invoices over HTTP. */
public final class InvoicingRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object invoices(InvoicingContext invoicing) {
    return new InvoiceResource(invoicing.findInvoice, invoicing.listInvoices);
  }
}
