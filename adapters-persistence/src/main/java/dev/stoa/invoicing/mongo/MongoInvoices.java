package dev.stoa.invoicing.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Sorts;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.invoicing.document.InvoiceDocument;
import dev.stoa.invoicing.domain.Invoice;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.invoicing.domain.InvoiceType;
import dev.stoa.invoicing.domain.Series;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.mongo.DuplicateKey;
import dev.stoa.shared.mongo.MongoDocuments;
import dev.stoa.shared.mongo.MongoDocuments.Commit;
import dev.stoa.shared.mongo.MongoDocuments.Stored;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.bson.Document;

/**
 * Invoices as documents. The next number is the last + 1, inserted under a unique index; who comes
 * second looks again. No counter is kept that could count without an invoice. A lock per series
 * keeps the issues of this process apart; it decides nothing, other processes have their own.
 *
 * <p>Each process remembers the last number it has seen, but only as a hint where to look: a number
 * is taken only after a majority of the servers has shown the invoice before it, so that neither a
 * rolled back write nor a restored database leaves a gap.
 */
final class MongoInvoices implements Invoices {
  private static final String COLLECTION = "invoice";
  private static final String SERIES = MongoDocuments.path("series");
  private static final String SEQUENCE = MongoDocuments.path("sequence");
  private static final String USER = MongoDocuments.path("userId");
  private static final String SORT = MongoDocuments.path("sort");
  private static final int ATTEMPTS = 200;

  /** So far behind the others, a process asks for the last number instead of trying one by one. */
  private static final int STEPS = 8;

  static final List<MongoIndex> INDEXES =
      List.of(
          MongoDocuments.pendingIndex(COLLECTION),
          MongoIndex.unique(COLLECTION, "invoice_number", SERIES, SEQUENCE),
          MongoIndex.plain(COLLECTION, "invoice_user", USER, "-" + SORT, "-_id"));

  private final MongoDocuments<InvoiceDocument> documents;
  private final Map<Series, Lock> locks = new ConcurrentHashMap<>();
  private final Map<Series, Long> hints = new ConcurrentHashMap<>();

  MongoInvoices(MongoStore store, MongoEvents events) {
    this.documents =
        new MongoDocuments<>(store, events, COLLECTION, "invoices", InvoiceDocument.class);
  }

  Outbox outbox() {
    return documents.outbox();
  }

  @Override
  public Invoice issue(InvoiceId id, Series series, Function<InvoiceNumber, Draft> draft) {
    Issue issue = new Issue(id, series, draft);
    Lock lock = locks.computeIfAbsent(series, s -> new ReentrantLock());
    Issued issued;
    lock.lock();
    try {
      issued = issue.untilItIsDone();
    } finally {
      lock.unlock();
    }
    issued.handOver().run();
    return issued.invoice();
  }

  @Override
  public Optional<Invoice> find(InvoiceId id) {
    return documents.find(id.toString()).map(MongoInvoices::invoice);
  }

  @Override
  public Optional<Invoice> findByNumber(InvoiceNumber number) {
    return documents
        .first(and(eq(SERIES, number.series().toString()), eq(SEQUENCE, number.sequence())))
        .map(MongoInvoices::invoice);
  }

  @Override
  public Page<Invoice> list(UserId user, PageRequest page) {
    String list = "invoices-" + user;
    KeysetCursor after =
        page.after().map(c -> KeysetCursor.decode(list, c)).orElse(KeysetCursor.TOP);
    List<Stored<InvoiceDocument>> found =
        documents.newestFirst(
            eq(USER, user.toString()), "sort", after.number(), after.id(), page.limit() + 1);
    List<Invoice> shown = found.stream().limit(page.limit()).map(MongoInvoices::invoice).toList();
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
    record Part(String series, String currency, long count, long first, long last, long minor) {
      Money sum() {
        return Money.ofMinor(minor, currency);
      }
    }
    Map<String, List<Part>> bySeries = new TreeMap<>();
    documents
        .aggregate(
            List.of(
                Aggregates.group(
                    new Document("series", "$" + SERIES)
                        .append("currency", "$" + MongoDocuments.path("totals.gross.currency")),
                    Accumulators.sum("count", 1L),
                    Accumulators.min("first", "$" + SEQUENCE),
                    Accumulators.max("last", "$" + SEQUENCE),
                    Accumulators.sum("minor", "$" + MongoDocuments.path("grossMinor")))))
        .stream()
        .map(group ->
            new Part(
                group.getEmbedded(List.of("_id", "series"), ""),
                group.getEmbedded(List.of("_id", "currency"), ""),
                group.get("count", Number.class).longValue(),
                group.get("first", Number.class).longValue(),
                group.get("last", Number.class).longValue(),
                group.get("minor", Number.class).longValue()))
        .sorted(Comparator.comparing(Part::currency))
        .forEach(part -> bySeries.computeIfAbsent(part.series(), s -> new ArrayList<>()).add(part));
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

  private record Issued(Invoice invoice, Runnable handOver) {}

  private final class Issue {
    private final InvoiceId id;
    private final Series series;
    private final Function<InvoiceNumber, Draft> draft;

    Issue(InvoiceId id, Series series, Function<InvoiceNumber, Draft> draft) {
      this.id = id;
      this.series = series;
      this.draft = draft;
    }

    Issued untilItIsDone() {
      for (int i = 1; ; i++) {
        Optional<Stored<InvoiceDocument>> issued = documents.find(id.toString());
        if (issued.isPresent()) {
          return new Issued(invoice(issued.get()), () -> {});
        }
        long next = (i % STEPS == 0 ? newest() : last()) + 1;
        try {
          Issued done = attempt(new InvoiceNumber(series, next));
          hints.put(series, next);
          return done;
        } catch (DuplicateKey taken) {
          hints.put(series, next);
          giveUpAfter(i, taken);
        } catch (StaleAggregate taken) {
          giveUpAfter(i, taken);
        }
      }
    }

    private void giveUpAfter(int attempts, RuntimeException taken) {
      if (attempts == ATTEMPTS) {
        throw new StoreUnavailable("no number of " + series + " could be had", taken);
      }
    }

    /** The last number that is known here and there for certain, or the very last. */
    private long last() {
      long hint = hints.getOrDefault(series, 0L);
      boolean there =
          hint > 0
              && documents.isAtMajority(and(eq(SERIES, series.toString()), eq(SEQUENCE, hint)));
      return there ? hint : newest();
    }

    private long newest() {
      return documents
          .firstOfMajority(eq(SERIES, series.toString()), Sorts.descending(SEQUENCE))
          .map(stored -> stored.document().sequence())
          .orElse(0L);
    }

    private Issued attempt(InvoiceNumber number) {
      Draft made = draft.apply(number);
      Invoice invoice = made.invoice();
      if (!invoice.id().equals(id) || !invoice.number().equals(number)) {
        throw new IllegalArgumentException(
            "expected a draft of invoice %s with number %s, but was %s with %s"
                .formatted(id, number, invoice.id(), invoice.number()));
      }
      InvoiceDocument document =
          InvoiceDocument.of(invoice, KeysetCursor.nanoseconds(invoice.issuedAt()));
      Commit commit = documents.commit(id.toString(), Version.NEW, document, made.events());
      return new Issued(document.toInvoice(commit.version()), commit.handOver());
    }
  }

  private static Series series(String name) {
    int hyphen = name.indexOf('-');
    return new Series(
        name.startsWith(InvoiceType.CREDIT_NOTE.prefix() + "-")
            ? InvoiceType.CREDIT_NOTE
            : InvoiceType.INVOICE,
        Integer.parseInt(name.substring(hyphen + 1)));
  }

  private static Invoice invoice(Stored<InvoiceDocument> stored) {
    return stored.document().toInvoice(stored.version());
  }
}
