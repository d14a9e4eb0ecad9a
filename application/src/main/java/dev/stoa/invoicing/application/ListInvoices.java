package dev.stoa.invoicing.application;

import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.UserId;

/** Lists a user's own invoices and credit notes, newest first. */
public final class ListInvoices {
  private final Invoices invoices;

  public ListInvoices(Invoices invoices) {
    this.invoices = invoices;
  }

  /** Whose invoices, and which page of them. */
  public record Query(UserId caller, PageRequest page) {}

  public Page<Invoice> handle(Query query) {
    return invoices.list(query.caller(), query.page());
  }
}
