package dev.stoa.basket.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.FormerCheckouts;
import dev.stoa.basket.document.CheckoutDocument;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.mongo.DuplicateKey;
import dev.stoa.shared.mongo.MongoDocuments;
import dev.stoa.shared.mongo.MongoDocuments.Stored;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checkouts as documents. Two unique keys decide an insert: the id, and buyer with key. One that a
 * version before left elsewhere is moved here when it is asked for.
 */
final class MongoCheckouts implements Checkouts {
  private static final String COLLECTION = "checkout";
  private static final String STARTED_BY = MongoDocuments.path("startedBy");
  private static final String USER = MongoDocuments.path("userId");
  private static final String STATUS = MongoDocuments.path("status");

  static final List<MongoIndex> INDEXES =
      List.of(
          MongoDocuments.pendingIndex(COLLECTION),
          MongoIndex.unique(COLLECTION, "checkout_started_by", STARTED_BY),
          MongoIndex.plain(COLLECTION, "checkout_user", USER, STATUS),
          MongoIndex.plain(COLLECTION, "checkout_status", STATUS));

  private final FormerCheckouts former;
  private final MongoDocuments<CheckoutDocument> documents;

  MongoCheckouts(MongoStore store, MongoEvents events, FormerCheckouts former) {
    this.former = former;
    this.documents =
        new MongoDocuments<>(store, events, COLLECTION, "checkouts", CheckoutDocument.class);
  }

  Outbox outbox() {
    return documents.outbox();
  }

  @Override
  public Optional<Checkout> find(CheckoutId id) {
    return documents.find(id.toString()).map(MongoCheckouts::checkout).or(() -> moved(id));
  }

  /** Its events are published from where it was, or will be: they are not moved. */
  private Optional<Checkout> moved(CheckoutId id) {
    Optional<Checkout> there = former.find(id);
    if (there.isPresent()) {
      try {
        documents.save(id.toString(), Version.NEW, CheckoutDocument.of(there.get()), List.of());
      } catch (StaleAggregate already) {
        // Somebody else has just moved it.
      }
      former.remove(id);
    }
    // Also when it is not there: it may have been moved since it was looked for here.
    return documents.find(id.toString()).map(MongoCheckouts::checkout);
  }

  @Override
  public Optional<Checkout> find(UserId user, IdempotencyKey key) {
    return documents
        .first(eq(STARTED_BY, CheckoutDocument.startedBy(user, key.value())))
        .map(MongoCheckouts::checkout);
  }

  @Override
  public Optional<Checkout> underWay(UserId user) {
    return documents
        .first(and(eq(USER, user.toString()), eq(STATUS, "pending")))
        .map(MongoCheckouts::checkout);
  }

  @Override
  public Version save(Checkout checkout, List<? extends PublishedEvent> events) {
    try {
      return documents.save(
          checkout.id().toString(), checkout.version(), CheckoutDocument.of(checkout), events);
    } catch (DuplicateKey taken) {
      throw new StaleAggregate(checkout.id(), checkout.version());
    }
  }

  @Override
  public Tally tally() {
    Map<String, Long> counts =
        documents
            .aggregate(List.of(Aggregates.group("$" + STATUS, Accumulators.sum("count", 1L))))
            .stream()
            .collect(
                Collectors.toMap(
                    group -> group.getString("_id"),
                    group -> group.get("count", Number.class).longValue()));
    return new Tally(
        counts.getOrDefault("pending", 0L),
        counts.getOrDefault("completed", 0L),
        counts.getOrDefault("refused", 0L),
        counts.getOrDefault("declined", 0L),
        counts.getOrDefault("refunded", 0L));
  }

  private static Checkout checkout(Stored<CheckoutDocument> stored) {
    return stored.as(CheckoutDocument::toCheckout);
  }
}
