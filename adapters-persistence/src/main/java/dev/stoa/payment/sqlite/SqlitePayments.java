package dev.stoa.payment.sqlite;

import dev.stoa.payment.application.port.FormerPayers;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.document.PaymentDocument;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.sqlite.SqliteDocuments;
import dev.stoa.shared.sqlite.SqliteDocuments.Stored;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payments as JSON documents; those to be asked about have an index of their own. */
final class SqlitePayments implements Payments, FormerPayers {
  private static final String KEEPS_PAYER =
      "state ->> '$.checkout.buyer' IS NOT NULL AND state ->> '$.state' <> 'REQUESTED'";

  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "payment",
              1,
              """
              CREATE TABLE payment (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL);
              CREATE INDEX payment_due ON payment (state ->> '$.due')
                WHERE state ->> '$.due' IS NOT NULL;
              """),
          new SqliteMigration(
              "payment",
              2,
              """
              CREATE INDEX payment_decision ON payment (id)
                WHERE state ->> '$.decision' IS NOT NULL;
              """),
          new SqliteMigration(
              "payment",
              3,
              """
              CREATE INDEX payment_payer ON payment (id)
                WHERE state ->> '$.checkout.buyer' IS NOT NULL
                AND state ->> '$.state' <> 'REQUESTED';
              """));

  private static final String LIST = "payments";
  private static final String DECISIONS = "payment-decisions";

  private final SqliteStore store;
  private final SqliteDocuments<PaymentDocument> documents;

  SqlitePayments(SqliteStore store, SqliteEvents events) {
    this.store = store;
    this.documents = new SqliteDocuments<>(store, events, "payment", PaymentDocument.class);
  }

  @Override
  public Optional<Payment> find(PaymentId id) {
    return documents.find(id.toString()).map(SqlitePayments::payment);
  }

  @Override
  public Version save(Payment payment, List<? extends PublishedEvent> events) {
    return documents.save(
        payment.id().toString(), payment.version(), PaymentDocument.of(payment), events);
  }

  @Override
  public List<Payment.Unresolved> due(Instant now, int limit) {
    return documents.readable(
        "state ->> '$.due' IS NOT NULL AND state ->> '$.due' <= ? ORDER BY state ->> '$.due'",
        limit,
        (document, version) -> (Payment.Unresolved) document.toPayment(version),
        now.toEpochMilli());
  }

  @Override
  public List<Payment> some(int limit) {
    return documents.readable(
        KEEPS_PAYER + " AND id > '' ORDER BY id", limit, PaymentDocument::toPayment);
  }

  @Override
  public Page<Payment> list(PageRequest page) {
    String after = page.after().map(c -> KeysetCursor.decode(LIST, c).id()).orElse("");
    List<Payment> found =
        documents.readable(
            "id > ? ORDER BY id", page.limit() + 1, PaymentDocument::toPayment, after);
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
                "state ->> '$.decision' IS NOT NULL AND id > ? ORDER BY id LIMIT ?",
                after,
                page.limit() + 1)
            .stream()
            .map(SqlitePayments::payment)
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
    return store
        .read(session ->
            session.first(
                "SELECT count(*) FROM payment WHERE state ->> '$.decision' IS NOT NULL AND id > ''",
                row -> row.getLong(1)))
        .orElse(0L);
  }

  @Override
  public Tally tally() {
    record Sum(State state, long count, Money money) {}
    List<Sum> sums =
        store.read(session ->
            session.query(
                """
                SELECT state ->> '$.state', state ->> '$.currency', count(*),
                  sum(state ->> '$.amountMinor')
                FROM payment GROUP BY 1, 2 ORDER BY 1, 2\
                """,
                row ->
                    new Sum(
                        State.valueOf(row.getString(1)),
                        row.getLong(3),
                        Money.ofMinor(row.getLong(4), row.getString(2)))));
    Map<State, Count> byState = new EnumMap<>(State.class);
    for (Sum sum : sums) {
      byState.merge(
          sum.state(),
          new Count(sum.count(), List.of(sum.money())),
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
