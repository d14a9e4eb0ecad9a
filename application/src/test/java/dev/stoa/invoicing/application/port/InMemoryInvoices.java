package dev.stoa.invoicing.application.port;

import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.port.InMemoryAggregates;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Invoices in memory. Whoever issues holds the lock, so that numbers have no gap. */
public final class InMemoryInvoices implements Invoices {
  private final InMemoryAggregates<InvoiceId, Invoice> all = new InMemoryAggregates<>();

  /** None. */
  public InMemoryInvoices() {}

  /** What was published, in order. */
  public List<PublishedEvent> events() {
    return all.events();
  }

  @Override
  public synchronized Invoice issue(
      InvoiceId id, Series series, Function<InvoiceNumber, Draft> draft) {
    Optional<Invoice> before = all.find(id);
    if (before.isPresent()) {
      return before.get();
    }
    long last =
        all.all().stream()
            .map(Invoice::number)
            .filter(number -> number.series().equals(series))
            .mapToLong(InvoiceNumber::sequence)
            .max()
            .orElse(0);
    Draft drafted = draft.apply(new InvoiceNumber(series, last + 1));
    all.save(drafted.invoice(), drafted.events());
    return all.find(id).orElseThrow();
  }

  @Override
  public Optional<Invoice> find(InvoiceId id) {
    return all.find(id);
  }

  @Override
  public Optional<Invoice> findByNumber(InvoiceNumber number) {
    return all.all().stream().filter(invoice -> invoice.number().equals(number)).findFirst();
  }

  @Override
  public Page<Invoice> list(UserId user, PageRequest page) {
    return InMemoryAggregates.page(
        all.all().stream().filter(invoice -> invoice.userId().equals(user)).toList(),
        page,
        InMemoryInvoices::key,
        Comparator.reverseOrder(),
        "[0-9]{20}\\|[A-Z0-9-]+\\|[0-9]{20}");
  }

  @Override
  public List<SeriesTally> tally() {
    return all.all().stream()
        .collect(Collectors.groupingBy(invoice -> invoice.number().series()))
        .entrySet()
        .stream()
        .map(entry -> tally(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(one -> one.series().toString()))
        .toList();
  }

  private static SeriesTally tally(Series series, List<Invoice> invoices) {
    LongSummaryStatistics numbers =
        invoices.stream().mapToLong(invoice -> invoice.number().sequence()).summaryStatistics();
    return new SeriesTally(
        series,
        invoices.size(),
        numbers.getMin(),
        numbers.getMax(),
        numbers.getMax() - invoices.size(),
        InMemoryAggregates.sums(
            invoices.stream().map(invoice -> invoice.content().totals().gross())));
  }

  private static String key(Invoice invoice) {
    Instant issued = invoice.issuedAt();
    InvoiceNumber number = invoice.number();
    return "%011d%09d|%s|%020d"
        .formatted(issued.getEpochSecond(), issued.getNano(), number.series(), number.sequence());
  }
}
