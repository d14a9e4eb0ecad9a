package dev.stoa.basket.sqlite;

import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.document.CheckoutDocument;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.sqlite.SqliteDocuments;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checkouts as JSON documents, counted by an index over their status. */
final class SqliteCheckouts implements Checkouts {
  private final SqliteStore store;
  private final SqliteDocuments<CheckoutDocument> documents;

  SqliteCheckouts(SqliteStore store, SqliteEvents events) {
    this.store = store;
    this.documents = new SqliteDocuments<>(store, events, "checkout", CheckoutDocument.class);
  }

  @Override
  public Optional<Checkout> find(CheckoutId id) {
    return documents
        .find(id.toString())
        .map(stored -> stored.document().toCheckout(stored.version()));
  }

  @Override
  public Version save(Checkout checkout, List<? extends PublishedEvent> events) {
    return documents.save(
        checkout.id().toString(), checkout.version(), CheckoutDocument.of(checkout), events);
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
        true,
        counts.getOrDefault("pending", 0L),
        counts.getOrDefault("completed", 0L),
        counts.getOrDefault("refused", 0L),
        counts.getOrDefault("declined", 0L),
        counts.getOrDefault("refunded", 0L));
  }
}
