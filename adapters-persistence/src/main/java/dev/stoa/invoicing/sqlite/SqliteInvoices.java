package dev.stoa.invoicing.sqlite;

import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.document.InvoiceDocument;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.sqlite.SqliteDocuments;
import dev.stoa.shared.sqlite.SqliteDocuments.Stored;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Invoices as JSON documents. The one writer looks up the last number and inserts the next, so no
 * two issues meet; a unique index stands behind it.
 */
final class SqliteInvoices implements Invoices {
  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "invoicing",
              1,
              """
              CREATE TABLE invoice (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL);
              CREATE UNIQUE INDEX invoice_number
                ON invoice (state ->> '$.series', state ->> '$.sequence');
              CREATE INDEX invoice_user
                ON invoice (state ->> '$.userId', state ->> '$.sort' DESC, id DESC);
              """));

  private final SqliteStore store;
  private final SqliteEvents events;
  private final SqliteDocuments<InvoiceDocument> documents;

  SqliteInvoices(SqliteStore store, SqliteEvents events) {
    this.store = store;
    this.events = events;
    this.documents = new SqliteDocuments<>(store, events, "invoice", InvoiceDocument.class);
  }

  @Override
  public Invoice issue(InvoiceId id, Series series, Function<InvoiceNumber, Draft> draft) {
    return store.write(tx -> {
      Optional<Stored<InvoiceDocument>> issued = documents.find(tx, id.toString());
      if (issued.isPresent()) {
        return invoice(issued.get());
      }
      long last =
          tx.first(
                  """
                  SELECT state ->> '$.sequence' FROM invoice WHERE state ->> '$.series' = ?
                  ORDER BY state ->> '$.sequence' DESC LIMIT 1\
                  """,
                  row -> row.getLong(1),
                  series.toString())
              .orElse(0L);
      InvoiceNumber number = new InvoiceNumber(series, last + 1);
      Draft made = draft.apply(number);
      requireAsked(made.invoice(), id, number);
      InvoiceDocument document =
          InvoiceDocument.of(made.invoice(), KeysetCursor.nanoseconds(made.invoice().issuedAt()));
      documents.write(tx, id.toString(), Version.NEW, documents.encode(document));
      events.append(tx, events.encode(id.toString(), Version.NEW.next(), made.events()));
      return document.toInvoice(Version.NEW.next());
    });
  }

  @Override
  public Optional<Invoice> find(InvoiceId id) {
    return documents.find(id.toString()).map(SqliteInvoices::invoice);
  }

  @Override
  public Optional<Invoice> findByNumber(InvoiceNumber number) {
    return documents
        .where(
            "state ->> '$.series' = ? AND state ->> '$.sequence' = ?",
            number.series().toString(),
            number.sequence())
        .stream()
        .findFirst()
        .map(SqliteInvoices::invoice);
  }

  @Override
  public Page<Invoice> list(UserId user, PageRequest page) {
    String list = "invoices-" + user;
    KeysetCursor after =
        page.after().map(c -> KeysetCursor.decode(list, c)).orElse(KeysetCursor.TOP);
    List<Invoice> found =
        documents.readable(
            """
            state ->> '$.userId' = ? AND state ->> '$.sort' <= ?
              AND (state ->> '$.sort', id) < (?, ?)
            ORDER BY state ->> '$.sort' DESC, id DESC\
            """,
            page.limit() + 1,
            InvoiceDocument::toInvoice,
            user.toString(),
            after.number(),
            after.number(),
            after.id());
    List<Invoice> shown = found.stream().limit(page.limit()).toList();
    if (found.size() <= page.limit()) {
      return new Page<>(shown, Optional.empty());
    }
    Invoice last = shown.getLast();
    return new Page<>(
        shown,
        Optional.of(
            new KeysetCursor(KeysetCursor.nanoseconds(last.issuedAt()), last.id().toString())
                .encode(list)));
  }

  @Override
  public List<SeriesTally> tally() {
    record Part(String series, long count, long first, long last, Money sum) {}
    List<Part> parts =
        store.read(session ->
            session.query(
                """
                SELECT state ->> '$.series', state ->> '$.totals.gross.currency', count(*),
                  min(state ->> '$.sequence'), max(state ->> '$.sequence'),
                  sum(state ->> '$.grossMinor')
                FROM invoice GROUP BY 1, 2 ORDER BY 1, 2\
                """,
                row ->
                    new Part(
                        row.getString(1),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        Money.ofMinor(row.getLong(6), row.getString(2)))));
    Map<String, List<Part>> bySeries = new LinkedHashMap<>();
    for (Part part : parts) {
      bySeries.computeIfAbsent(part.series(), s -> new ArrayList<>()).add(part);
    }
    List<SeriesTally> tallies = new ArrayList<>();
    bySeries.forEach((name, of) -> {
      long count = of.stream().mapToLong(Part::count).sum();
      long first = of.stream().mapToLong(Part::first).min().orElse(0);
      long last = of.stream().mapToLong(Part::last).max().orElse(0);
      tallies.add(
          new SeriesTally(
              series(name), count, first, last, last - count, of.stream().map(Part::sum).toList()));
    });
    return tallies;
  }

  private static Series series(String name) {
    int hyphen = name.indexOf('-');
    return new Series(
        name.startsWith(InvoiceType.CREDIT_NOTE.prefix() + "-")
            ? InvoiceType.CREDIT_NOTE
            : InvoiceType.INVOICE,
        Integer.parseInt(name.substring(hyphen + 1)));
  }

  private static void requireAsked(Invoice invoice, InvoiceId id, InvoiceNumber number) {
    if (!invoice.id().equals(id) || !invoice.number().equals(number)) {
      throw new IllegalArgumentException(
          "expected a draft of invoice %s with number %s, but was %s with %s"
              .formatted(id, number, invoice.id(), invoice.number()));
    }
  }

  private static Invoice invoice(Stored<InvoiceDocument> stored) {
    return stored.as(InvoiceDocument::toInvoice);
  }
}
