package dev.stoa.invoicing.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;

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
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.InvoiceId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.mongo.MongoDocuments;
import dev.stoa.shared.mongo.MongoDocuments.Commit;
import dev.stoa.shared.mongo.MongoDocuments.Fresh;
import dev.stoa.shared.mongo.MongoDocuments.Stored;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Invoices as documents. The next number is the last + 1, inserted under a unique index; who comes
 * second looks again. No counter is kept that could count without an invoice. A {@linkplain Desk
 * desk} per series keeps the issues of this process in order; it decides nothing, other processes
 * have their own.
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

  /** So many are issued at once at most. */
  private static final int TOGETHER = 100;

  static final List<MongoIndex> INDEXES =
      List.of(
          MongoDocuments.pendingIndex(COLLECTION),
          MongoIndex.unique(COLLECTION, "invoice_number", SERIES, SEQUENCE),
          MongoIndex.plain(COLLECTION, "invoice_user", USER, "-" + SORT, "-_id"));

  private final MongoDocuments<InvoiceDocument> documents;
  private final Map<Series, Desk> desks = new ConcurrentHashMap<>();

  MongoInvoices(MongoStore store, MongoEvents events) {
    this.documents =
        new MongoDocuments<>(store, events, COLLECTION, "invoices", InvoiceDocument.class);
  }

  Outbox outbox() {
    return documents.outbox();
  }

  @Override
  public Invoice issue(InvoiceId id, Series series, Function<InvoiceNumber, Draft> draft) {
    Desk desk = desks.computeIfAbsent(series, Desk::new);
    Issued issued = desk.issue(new Issue(id, draft));
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
    List<Invoice> found =
        documents.newestFirst(
            eq(USER, user.toString()),
            "sort",
            after.number(),
            after.id(),
            page.limit() + 1,
            InvoiceDocument::toInvoice);
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

  /** An invoice that is wanted, and what came of it. */
  private static final class Issue {
    private final InvoiceId id;
    private final Function<InvoiceNumber, Draft> draft;
    private final CompletableFuture<Issued> result = new CompletableFuture<>();

    Issue(InvoiceId id, Function<InvoiceNumber, Draft> draft) {
      this.id = id;
      this.draft = draft;
    }

    Issued result() {
      try {
        return result.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw e;
      }
    }
  }

  /** An invoice that is to be stored under the number in it. */
  private record Attempt(Issue issue, Fresh<InvoiceDocument> fresh) {}

  /**
   * Issues the invoices of one series in this process. Those that come while others are issued
   * wait, and are issued together: so the numbers, which must be taken one after another, cost a
   * request for many of them and not for each.
   */
  private final class Desk {
    private final Series series;
    private final Queue<Issue> waiting = new ConcurrentLinkedQueue<>();
    private final Lock lock = new ReentrantLock();

    /** The last number seen. Guarded by the lock. */
    private long hint;

    Desk(Series series) {
      this.series = series;
    }

    Issued issue(Issue wanted) {
      waiting.add(wanted);
      lock.lock();
      try {
        while (!wanted.result.isDone()) {
          issueThoseWaiting();
        }
      } finally {
        lock.unlock();
      }
      return wanted.result();
    }

    private void issueThoseWaiting() {
      List<Issue> open = new ArrayList<>();
      for (Issue next = waiting.poll(); next != null; next = waiting.poll()) {
        open.add(next);
        if (open.size() == TOGETHER) {
          break;
        }
      }
      try {
        untilAllAreDone(open);
      } catch (RuntimeException | Error e) {
        // Their callers cannot know either whether they are issued, and ask again.
        open.forEach(issue -> issue.result.completeExceptionally(e));
      }
    }

    private void untilAllAreDone(List<Issue> open) {
      int inVain = 0;
      while (!open.isEmpty()) {
        completeTheIssued(open);
        if (open.isEmpty()) {
          return;
        }
        long next = last() + 1;
        List<Attempt> attempts = attempts(open, next);
        int stored = store(attempts);
        open.removeIf(issue -> issue.result.isDone());
        hint = next + stored - 1;
        inVain = stored > 0 ? 0 : inVain + 1;
        if (inVain == ATTEMPTS && !open.isEmpty()) {
          throw new StoreUnavailable(
              "no number of " + series + " could be had",
              new IllegalStateException(next + " was taken by another"));
        }
      }
    }

    private void completeTheIssued(List<Issue> open) {
      Map<String, Invoice> issued = new HashMap<>();
      documents
          .findAll(open.stream().map(issue -> issue.id.toString()).distinct().toList())
          .forEach(stored -> {
            try {
              issued.put(stored.id(), invoice(stored));
            } catch (UnreadableState e) {
              // It is issued, and nobody can say what it is; the others do not wait for that.
              open.removeIf(issue ->
                  issue.id.toString().equals(stored.id()) && issue.result.completeExceptionally(e));
            }
          });
      open.removeIf(issue -> {
        Invoice invoice = issued.get(issue.id.toString());
        return invoice != null && issue.result.complete(new Issued(invoice, () -> {}));
      });
    }

    /** Numbers them from the next one on; who cannot be drafted gets no number and leaves. */
    private List<Attempt> attempts(List<Issue> open, long next) {
      List<Attempt> attempts = new ArrayList<>();
      Set<InvoiceId> ids = new HashSet<>();
      open.removeIf(issue -> {
        if (!ids.add(issue.id)) {
          return false; // the same invoice is wanted twice: the second finds the first
        }
        try {
          attempts.add(attempt(issue, new InvoiceNumber(series, next + attempts.size())));
          return false;
        } catch (RuntimeException e) {
          return issue.result.completeExceptionally(e);
        }
      });
      return attempts;
    }

    private Attempt attempt(Issue issue, InvoiceNumber number) {
      Draft made = issue.draft.apply(number);
      Invoice invoice = made.invoice();
      if (!invoice.id().equals(issue.id) || !invoice.number().equals(number)) {
        throw new IllegalArgumentException(
            "expected a draft of invoice %s with number %s, but was %s with %s"
                .formatted(issue.id, number, invoice.id(), invoice.number()));
      }
      InvoiceDocument document =
          InvoiceDocument.of(invoice, KeysetCursor.nanoseconds(invoice.issuedAt()));
      return new Attempt(issue, new Fresh<>(issue.id.toString(), document, made.events()));
    }

    /**
     * Stores them in the order of their numbers up to the first that is taken, which leaves no gap
     * wherever it ends; returns how many are stored.
     */
    private int store(List<Attempt> attempts) {
      if (attempts.isEmpty()) {
        return 0;
      }
      List<Commit> commits =
          documents.insertUntilRefused(attempts.stream().map(Attempt::fresh).toList());
      for (int i = 0; i < commits.size(); i++) {
        Attempt made = attempts.get(i);
        Commit commit = commits.get(i);
        made.issue()
            .result
            .complete(
                new Issued(made.fresh().document().toInvoice(commit.version()), commit.handOver()));
      }
      return commits.size();
    }

    /**
     * The last number of what a majority of the servers has. They look from the last one seen on;
     * from the beginning when that is gone.
     */
    private long last() {
      Bson ofSeries = eq(SERIES, series.toString());
      Optional<Long> last = hint == 0 ? Optional.empty() : last(and(ofSeries, gte(SEQUENCE, hint)));
      return last.or(() -> last(ofSeries)).orElse(0L);
    }

    private Optional<Long> last(Bson filter) {
      return documents
          .firstOfMajority(filter, Sorts.descending(SEQUENCE))
          .map(stored -> stored.document().sequence());
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
    return stored.as(InvoiceDocument::toInvoice);
  }
}
