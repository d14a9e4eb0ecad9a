package dev.stoa.catalog.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The older part of all ledgers, one document per movement. A movement gets here from the document
 * of its stock, is never changed, and never goes away; taking in what is already here does nothing.
 */
final class OldMovements {
  static final String COLLECTION = "stock_movement";

  static final List<MongoIndex> INDEXES =
      List.of(
          MongoIndex.unique(COLLECTION, "sequence", MovementFields.SKU, MovementFields.SEQUENCE),
          MongoIndex.unique(COLLECTION, "key", MovementFields.KEY, MovementFields.SKU));

  private final MongoStore store;

  OldMovements(MongoStore store) {
    this.store = store;
  }

  /**
   * Takes in movements of one SKU, in order.
   *
   * @return whether all of them are here for good now; if not, they must stay where they were
   */
  boolean take(Sku sku, List<Document> movements) {
    List<Document> rows = movements.stream().map(movement -> row(sku, movement)).toList();
    boolean alone = store.run(() -> insert(rows));
    return alone || hasAll(sku, rows);
  }

  boolean has(Sku sku, MovementKey key) {
    return store.run(() ->
        store
            .collection(COLLECTION)
            .find(and(eq(MovementFields.KEY, key.value()), eq(MovementFields.SKU, sku.value())))
            .projection(Projections.include(MovementFields.SEQUENCE))
            .first())
        != null;
  }

  /** The newest movements of a SKU before that one, newest first. */
  List<StockMovement> before(Sku sku, long sequence, int limit) {
    return store.run(() ->
        store
            .collection(COLLECTION)
            .find(and(eq(MovementFields.SKU, sku.value()), lt(MovementFields.SEQUENCE, sequence)))
            .sort(Sorts.descending(MovementFields.SEQUENCE))
            .limit(limit)
            .map(row -> MovementFields.movement(sku, row))
            .into(new ArrayList<>()));
  }

  List<StockMovement> of(MovementKey key) {
    return store.run(() ->
        store
            .collection(COLLECTION)
            .find(eq(MovementFields.KEY, key.value()))
            .map(row -> MovementFields.movement(new Sku(row.getString(MovementFields.SKU)), row))
            .into(new ArrayList<>()));
  }

  /**
   * Adds up the movements of several SKUs by SKU and kind.
   *
   * @param upTo the last movement of each SKU that counts
   * @param each takes the SKU and a document with kind, onHand and held
   */
  void sums(Map<Sku, Long> upTo, BiConsumer<Sku, Document> each) {
    List<Bson> parts = new ArrayList<>();
    upTo.forEach((sku, last) ->
        parts.add(and(eq(MovementFields.SKU, sku.value()), lte(MovementFields.SEQUENCE, last))));
    if (parts.isEmpty()) {
      return;
    }
    Document byKind =
        new Document(MovementFields.SKU, "$" + MovementFields.SKU)
            .append(MovementFields.KIND, "$" + MovementFields.KIND);
    List<Document> sums =
        store.run(() ->
            store
                .collection(COLLECTION)
                .aggregate(
                    List.of(
                        Aggregates.match(or(parts)),
                        Aggregates.group(
                            byKind,
                            Accumulators.sum(MovementFields.ON_HAND, "$" + MovementFields.ON_HAND),
                            Accumulators.sum(MovementFields.HELD, "$" + MovementFields.HELD))))
                .into(new ArrayList<>()));
    for (Document sum : sums) {
      Document group = sum.get("_id", Document.class);
      each.accept(
          new Sku(group.getString(MovementFields.SKU)),
          sum.append(MovementFields.KIND, group.getString(MovementFields.KIND)));
    }
  }

  /** Returns whether nobody else had inserted any of them. */
  private boolean insert(List<Document> rows) {
    try {
      store.collection(COLLECTION).insertMany(rows, new InsertManyOptions().ordered(false));
      return true;
    } catch (MongoBulkWriteException e) {
      boolean onlyDuplicates =
          e.getWriteConcernError() == null
              && e.getWriteErrors().stream()
                  .allMatch(error ->
                      ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY);
      if (!onlyDuplicates) {
        throw e;
      }
      return false;
    }
  }

  /** Looks at what a majority has: another's insert may be rolled back as long as it has not. */
  private boolean hasAll(Sku sku, List<Document> rows) {
    Set<String> missing = new HashSet<>();
    rows.forEach(row -> missing.add(place(row)));
    store
        .run(() ->
            store
                .collection(COLLECTION)
                .withReadConcern(ReadConcern.MAJORITY)
                .find(
                    and(
                        eq(MovementFields.SKU, sku.value()),
                        gte(MovementFields.SEQUENCE, rows.getFirst().get(MovementFields.SEQUENCE)),
                        lte(MovementFields.SEQUENCE, rows.getLast().get(MovementFields.SEQUENCE))))
                .into(new ArrayList<>()))
        .forEach(row -> missing.remove(place(row)));
    return missing.isEmpty();
  }

  private static Document row(Sku sku, Document movement) {
    Document row = new Document(movement);
    row.put(MovementFields.SKU, sku.value());
    return row;
  }

  private static String place(Document row) {
    return row.get(MovementFields.SEQUENCE) + " " + row.getString(MovementFields.KEY);
  }
}
