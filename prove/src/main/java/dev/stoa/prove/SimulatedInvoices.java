package dev.stoa.prove;

import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Invoices. An issue looks for the last number and inserts the next one under a unique key; when
 * somebody else was faster it looks again, as a document store does it.
 */
class SimulatedInvoices implements Invoices {
  private final Gate gate;
  private final Journal journal;
  private final Map<InvoiceId, Invoice> all = new LinkedHashMap<>();

  SimulatedInvoices(Gate gate, Journal journal) {
    this.gate = gate;
    this.journal = journal;
  }

  /** As they are, without a call. */
  Collection<Invoice> stored() {
    return all.values();
  }

  @Override
  public Invoice issue(InvoiceId id, Series series, Function<InvoiceNumber, Draft> draft) {
    while (true) {
      long next = next(series);
      Optional<Invoice> before = find(id);
      if (before.isPresent()) {
        return before.get();
      }
      Draft drafted = draft.apply(new InvoiceNumber(series, next));
      Invoice invoice = drafted.invoice();
      boolean inserted =
          gate.write(
              "invoices.insert",
              invoice.number(),
              () -> {
                if (all.containsKey(id)
                    || all.values().stream().anyMatch(i -> i.number().equals(invoice.number()))) {
                  return false;
                }
                all.put(id, saved(invoice));
                journal.commit("invoices", id, drafted.events());
                return true;
              });
      if (inserted) {
        return saved(invoice);
      }
    }
  }

  /** The number that the next invoice would have, if nobody else is faster. */
  long next(Series series) {
    return gate.read(
        "invoices.last",
        series,
        () ->
            1
                + all.values().stream()
                    .map(Invoice::number)
                    .filter(number -> number.series().equals(series))
                    .mapToLong(InvoiceNumber::sequence)
                    .max()
                    .orElse(0));
  }

  @Override
  public Optional<Invoice> find(InvoiceId id) {
    return gate.read("invoices.find", id, () -> Optional.ofNullable(all.get(id)));
  }

  @Override
  public Optional<Invoice> findByNumber(InvoiceNumber number) {
    return gate.read(
        "invoices.findByNumber",
        number,
        () -> all.values().stream().filter(i -> i.number().equals(number)).findFirst());
  }

  @Override
  public Page<Invoice> list(UserId user, PageRequest page) {
    return gate.read(
        "invoices.list",
        user,
        () ->
            Pages.of(
                all.values().stream().filter(i -> i.userId().equals(user)).toList(),
                page,
                invoice ->
                    "%s|%s|%020d"
                        .formatted(
                            Pages.key(invoice.issuedAt()),
                            invoice.number().series(),
                            invoice.number().sequence()),
                Comparator.reverseOrder(),
                "[0-9]{20}\\|[A-Z0-9-]+\\|[0-9]{20}"));
  }

  @Override
  public List<SeriesTally> tally() {
    return gate.read(
        "invoices.tally",
        "",
        () -> {
          Map<String, List<Invoice>> bySeries = new TreeMap<>();
          for (Invoice invoice : all.values()) {
            bySeries
                .computeIfAbsent(invoice.number().series().toString(), s -> new ArrayList<>())
                .add(invoice);
          }
          return bySeries.values().stream().map(SimulatedInvoices::tally).toList();
        });
  }

  private static SeriesTally tally(List<Invoice> invoices) {
    Map<String, Money> sums = new TreeMap<>();
    long first = Long.MAX_VALUE;
    long last = 0;
    for (Invoice invoice : invoices) {
      first = Math.min(first, invoice.number().sequence());
      last = Math.max(last, invoice.number().sequence());
      Money gross = invoice.content().totals().gross();
      sums.merge(gross.currency().getCurrencyCode(), gross, Money::plus);
    }
    return new SeriesTally(
        invoices.getFirst().number().series(),
        invoices.size(),
        first,
        last,
        last - invoices.size(),
        List.copyOf(sums.values()));
  }

  private static Invoice saved(Invoice i) {
    return new Invoice(
        i.id(),
        new Version(1),
        i.number(),
        i.issueDate(),
        i.issuedAt(),
        i.orderId(),
        i.paymentId(),
        i.userId(),
        i.paymentReference(),
        i.seller(),
        i.buyer(),
        i.content(),
        i.preceding());
  }
}
