package dev.stoa.basket.sqlite;

import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.document.CheckoutDocument;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.sqlite.SqliteDocuments;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checkouts as JSON documents, counted by an index over their status; the key of a buyer has a
 * unique index of its own.
 */
final class SqliteCheckouts implements Checkouts {
  private final SqliteStore store;
  private final SqliteEvents events;
  private final SqliteDocuments<CheckoutDocument> documents;

  SqliteCheckouts(SqliteStore store, SqliteEvents events) {
    this.store = store;
    this.events = events;
    this.documents = new SqliteDocuments<>(store, events, "checkout", CheckoutDocument.class);
  }

  @Override
  public Optional<Checkout> find(CheckoutId id) {
    return documents.find(id.toString()).map(SqliteCheckouts::checkout);
  }

  @Override
  public Optional<Checkout> find(UserId user, IdempotencyKey key) {
    return first("state ->> '$.startedBy' = ?", CheckoutDocument.startedBy(user, key.value()));
  }

  @Override
  public Optional<Checkout> underWay(UserId user) {
    return first(
        "state ->> '$.status' = 'pending' AND state ->> '$.userId' = ? LIMIT 1", user.toString());
  }

  @Override
  public Version save(Checkout checkout, List<? extends PublishedEvent> published) {
    String id = checkout.id().toString();
    Version loaded = checkout.version();
    CheckoutDocument document = CheckoutDocument.of(checkout);
    String state = documents.encode(document);
    List<SqliteEvents.Row> rows = events.encode(id, loaded.next(), published);
    return store.write(tx -> {
      // There is one writer: nobody takes the key between the question and the insert.
      if (loaded.equals(Version.NEW)
          && tx.first(
                  "SELECT 1 FROM checkout WHERE state ->> '$.startedBy' = ?",
                  row -> 1,
                  document.startedBy())
              .isPresent()) {
        throw new StaleAggregate(checkout.id(), loaded);
      }
      documents.write(tx, id, loaded, state);
      events.append(tx, rows);
      return loaded.next();
    });
  }

  @Override
  public Tally tally() {
    Map<String, Long> counts =
        store
            .read(session ->
                session.query(
                    "SELECT state ->> '$.status', count(*) FROM checkout GROUP BY 1",
                    row -> Map.entry(row.getString(1), row.getLong(2))))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Tally(
        counts.getOrDefault("pending", 0L),
        counts.getOrDefault("completed", 0L),
        counts.getOrDefault("refused", 0L),
        counts.getOrDefault("declined", 0L),
        counts.getOrDefault("refunded", 0L));
  }

  private Optional<Checkout> first(String condition, String parameter) {
    return documents.where(condition, parameter).stream()
        .findFirst()
        .map(SqliteCheckouts::checkout);
  }

  private static Checkout checkout(SqliteDocuments.Stored<CheckoutDocument> stored) {
    return stored.as(CheckoutDocument::toCheckout);
  }
}
