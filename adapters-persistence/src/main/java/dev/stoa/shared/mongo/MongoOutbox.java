package dev.stoa.shared.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.size;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait in the documents of one collection. {@code pendingSince} is never later than
 * the oldest of them: a document that has any is found by it.
 */
final class MongoOutbox implements Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(MongoOutbox.class);

  /** So many documents are cleared by one request. */
  private static final int BATCH = 500;

  private static final Bson NO_LONGER_PENDING =
      Updates.combine(
          Updates.unset(MongoDocuments.PENDING), Updates.unset(MongoDocuments.PENDING_SINCE));

  private final MongoStore store;
  private final String collection;
  private final String name;
  private final AtomicReference<Consumer<List<PendingEvent>>> relay =
      new AtomicReference<>(events -> {});

  MongoOutbox(MongoStore store, String collection, String name) {
    this.store = store;
    this.collection = collection;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void onCommit(Consumer<List<PendingEvent>> relay) {
    this.relay.set(relay);
  }

  /**
   * Hands over what a commit left pending. The commit is made: a relay that fails undoes nothing.
   */
  void handOver(String origin, List<Document> pending) {
    if (pending.isEmpty()) {
      return;
    }
    List<PendingEvent> events =
        pending.stream().map(stored -> MongoEvents.pending(origin, stored)).toList();
    try {
      relay.get().accept(events);
    } catch (RuntimeException e) {
      LOG.warn("the relay did not take events of {}, they stay pending", name, e);
    }
  }

  @Override
  public List<PendingEvent> left(Instant before, int limit) {
    // Only what a majority has: an event of a write that may be rolled back must not get out.
    List<Document> documents =
        store.run(() ->
            store
                .collection(collection)
                .withReadConcern(ReadConcern.MAJORITY)
                .find(lt(MongoDocuments.PENDING_SINCE, Date.from(before)))
                .sort(Sorts.ascending(MongoDocuments.PENDING_SINCE))
                .limit(limit)
                .projection(include(MongoDocuments.PENDING))
                .into(new ArrayList<>()));
    List<PendingEvent> left = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (Document document : documents) {
      String id = document.getString("_id");
      List<Document> pending = document.getList(MongoDocuments.PENDING, Document.class, List.of());
      if (pending.isEmpty()) {
        empty.add(id);
      }
      if (left.size() < limit) {
        pending.stream()
            .takeWhile(stored -> MongoEvents.isBefore(stored, before))
            .forEach(stored -> left.add(MongoEvents.pending(id, stored)));
      }
    }
    forgetEmpty(empty);
    return List.copyOf(left);
  }

  @Override
  public void published(Collection<PendingEvent> events) {
    Map<String, List<String>> byDocument = new LinkedHashMap<>();
    for (PendingEvent event : events) {
      byDocument
          .computeIfAbsent(event.origin(), origin -> new ArrayList<>())
          .add(event.id().toString());
    }
    List<WriteModel<Document>> writes = new ArrayList<>();
    byDocument.forEach((id, ids) -> {
      Bson waiting = and(eq("_id", id), in(MongoDocuments.PENDING + "." + MongoEvents.ID, ids));
      // Mostly nothing else is pending, and one write does it.
      Bson other = elemMatch(MongoDocuments.PENDING, nin(MongoEvents.ID, ids));
      writes.add(new UpdateOneModel<>(and(waiting, nor(other)), NO_LONGER_PENDING));
      writes.add(
          new UpdateOneModel<>(
              waiting, Updates.pullByFilter(eq(MongoDocuments.PENDING, in(MongoEvents.ID, ids)))));
      if (writes.size() >= 2 * BATCH) {
        write(writes);
      }
    });
    write(writes);
  }

  private void write(List<WriteModel<Document>> writes) {
    if (!writes.isEmpty()) {
      store.run(() -> store.collection(collection).bulkWrite(writes));
      writes.clear();
    }
  }

  /** A relay that ended between its two writes, or two at once, leave an empty list behind. */
  private void forgetEmpty(List<String> ids) {
    if (!ids.isEmpty()) {
      write(
          new ArrayList<>(
              List.of(
                  new UpdateManyModel<>(
                      and(in("_id", ids), size(MongoDocuments.PENDING, 0)), NO_LONGER_PENDING))));
    }
  }
}
