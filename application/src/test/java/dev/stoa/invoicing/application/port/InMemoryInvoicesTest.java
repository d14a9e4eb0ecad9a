package dev.stoa.invoicing.application.port;

import dev.stoa.shared.events.PublishedEvent;
import java.util.List;

class InMemoryInvoicesTest implements InvoicesContract {
  private final InMemoryInvoices invoices = new InMemoryInvoices();

  InMemoryInvoicesTest() {}

  @Override
  public Invoices invoices() {
    return invoices;
  }

  @Override
  public Invoices restart() {
    return invoices;
  }

  @Override
  public List<String> published() {
    return invoices.events().stream().map(PublishedEvent::subject).toList();
  }
}
