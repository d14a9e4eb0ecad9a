package dev.stoa.payment.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Sorts;
import dev.stoa.payment.application.port.FormerPayers;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.document.PaymentDocument;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.mongo.MongoDocuments;
import dev.stoa.shared.mongo.MongoDocuments.Stored;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** Payments as documents; those to be asked about have an index of their own. */
final class MongoPayments implements Payments, FormerPayers {
  static final String COLLECTION = "payment";
  private static final String DUE = MongoDocuments.path("due");
  private static final String DECISION = MongoDocuments.path("decision");
  // Of all that is said of a payer the least personal, for an index has a copy of it.
  private static final String PAYER = MongoDocuments.path("checkout.buyer.billingAddress.country");
  private static final String LIST = "payments";
  private static final String DECISIONS = "payment-decisions";

  static final List<MongoIndex> INDEXES =
      List.of(
          MongoDocuments.pendingIndex(COLLECTION),
          MongoIndex.sparse(COLLECTION, "payment_due", DUE),
          MongoIndex.sparse(COLLECTION, "payment_decision", DECISION),
          MongoIndex.sparse(COLLECTION, "payment_payer", PAYER));

  private final MongoDocuments<PaymentDocument> documents;

  MongoPayments(MongoStore store, MongoEvents events) {
    this.documents =
        new MongoDocuments<>(store, events, COLLECTION, "payments", PaymentDocument.class);
  }

  Outbox outbox() {
    return documents.outbox();
  }

  @Override
  public Optional<Payment> find(PaymentId id) {
    return documents.find(id.toString()).map(MongoPayments::payment);
  }

  @Override
  public Version save(Payment payment, List<? extends PublishedEvent> events) {
    return documents.save(
        payment.id().toString(), payment.version(), PaymentDocument.of(payment), events);
  }

  @Override
  public List<Payment.Unresolved> due(Instant now, int limit) {
    return documents.readable(
        lte(DUE, now.toEpochMilli()),
        Sorts.ascending(DUE),
        limit,
        (document, version) -> (Payment.Unresolved) document.toPayment(version));
  }

  @Override
  public List<Payment> some(int limit) {
    return documents.readable(
        and(exists(PAYER), ne(MongoDocuments.path("state"), State.REQUESTED.name())),
        Sorts.ascending(PAYER),
        limit,
        PaymentDocument::toPayment);
  }

  @Override
  public Page<Payment> list(PageRequest page) {
    String after = page.after().map(c -> KeysetCursor.decode(LIST, c).id()).orElse("");
    List<Payment> found =
        documents.readable(
            gt("_id", after), Sorts.ascending("_id"), page.limit() + 1, PaymentDocument::toPayment);
    if (found.size() <= page.limit()) {
      return new Page<>(found, Optional.empty());
    }
    List<Payment> shown = found.subList(0, page.limit());
    return new Page<>(
        shown, Optional.of(new KeysetCursor(0, shown.getLast().id().toString()).encode(LIST)));
  }

  @Override
  public Page<Payment.NeedsDecision> needingDecision(PageRequest page) {
    String after = page.after().map(c -> KeysetCursor.decode(DECISIONS, c).id()).orElse("");
    List<Payment.NeedsDecision> found =
        documents
            .where(
                and(gt(DECISION, 0L), gt("_id", after)), Sorts.ascending("_id"), page.limit() + 1)
            .stream()
            .map(MongoPayments::payment)
            .map(Payment.NeedsDecision.class::cast)
            .toList();
    if (found.size() <= page.limit()) {
      return new Page<>(found, Optional.empty());
    }
    List<Payment.NeedsDecision> shown = found.subList(0, page.limit());
    return new Page<>(
        shown, Optional.of(new KeysetCursor(0, shown.getLast().id().toString()).encode(DECISIONS)));
  }

  @Override
  public long countNeedingDecision() {
    return documents
        .aggregate(
            List.of(
                Aggregates.match(gt(DECISION, 0L)),
                Aggregates.group(new Document(), Accumulators.sum("count", 1L))))
        .stream()
        .mapToLong(group -> group.get("count", Number.class).longValue())
        .sum();
  }

  @Override
  public Tally tally() {
    record Sum(State state, String currency, long count, long minor) {}
    List<Sum> sums =
        documents
            .aggregate(
                List.of(
                    Aggregates.group(
                        new Document("state", "$" + MongoDocuments.path("state"))
                            .append("currency", "$" + MongoDocuments.path("currency")),
                        Accumulators.sum("count", 1L),
                        Accumulators.sum("minor", "$" + MongoDocuments.path("amountMinor")))))
            .stream()
            .map(group ->
                new Sum(
                    State.valueOf(group.getEmbedded(List.of("_id", "state"), "")),
                    group.getEmbedded(List.of("_id", "currency"), ""),
                    group.get("count", Number.class).longValue(),
                    group.get("minor", Number.class).longValue()))
            .sorted(Comparator.comparing(Sum::currency))
            .toList();
    Map<State, Count> byState = new EnumMap<>(State.class);
    for (Sum sum : sums) {
      byState.merge(
          sum.state(),
          new Count(sum.count(), List.of(Money.ofMinor(sum.minor(), sum.currency()))),
          (a, b) -> {
            List<Money> all = new ArrayList<>(a.sums());
            all.addAll(b.sums());
            return new Count(a.count() + b.count(), all);
          });
    }
    return new Tally(byState);
  }

  private static Payment payment(Stored<PaymentDocument> stored) {
    return stored.as(PaymentDocument::toPayment);
  }
}
