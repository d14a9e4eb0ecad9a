package dev.stoa.invoicing.application;

import dev.stoa.invoicing.application.port.Invoices;
import java.util.List;

/** Counts each series and its gaps, for the comparison of the books. */
public final class TallyInvoices {
  private final Invoices invoices;

  public TallyInvoices(Invoices invoices) {
    this.invoices = invoices;
  }

  public List<Invoices.SeriesTally> handle() {
    return invoices.tally();
  }
}
