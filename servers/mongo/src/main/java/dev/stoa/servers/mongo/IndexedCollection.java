package dev.stoa.servers.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents by an index where a part of the query allows it. The library takes an index only
 * for a query that names the fields of the index and nothing else; any other looks at each document
 * of the collection, also one for {@code _id} and version, so that every change would cost as much
 * as there are documents.
 */
final class IndexedCollection extends H2Collection {
  private final List<Index<Object>> all = new CopyOnWriteArrayList<>();

  IndexedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, Document> data,
      MVMap<String, Object> meta,
      CursorRegistry cursors) {
    super(database, name, options, data, meta, cursors);
  }

  @Override
  public void addIndex(Index<Object> index) {
    super.addIndex(index);
    if (all.stream().noneMatch(known -> known.getName().equals(index.getName()))) {
      all.add(index);
    }
  }

  @Override
  public void dropIndex(String name) {
    super.dropIndex(name);
    all.removeIf(index -> index.getName().equals(name));
  }

  /** Nobody asks for it, and it would cost two encodings of the document with every change. */
  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected QueryResult queryDocuments(
      Document query,
      @Nullable Document order,
      int skip,
      int limit,
      int batch,
      @Nullable Document fields) {
    Conditions conditions = Conditions.of(query);
    for (Index<Object> index : all) {
      Optional<? extends Iterable<Object>> found =
          switch (index) {
            case OrderedIndex ordered -> ordered.candidates(conditions);
            case UniqueIndex unique ->
                exactly(unique, conditions)
                    .<Iterable<Object>>map(positions -> positions)
                    .or(() -> unique.candidates(conditions));
            default -> exactly(index, conditions);
          };
      if (found.isPresent()) {
        return matchDocuments(query, found.get(), order, skip, limit, batch, fields);
      }
    }
    return super.queryDocuments(query, order, skip, limit, batch, fields);
  }

  /** By a unique index, when each of its fields is asked for. */
  private static Optional<Iterable<Object>> exactly(Index<Object> index, Conditions conditions) {
    Document query = new Document();
    for (var key : index.getKeys()) {
      List<Object> wanted = conditions.of(key.getKey());
      if (wanted.isEmpty()) {
        return Optional.empty();
      }
      query.put(key.getKey(), wanted.getFirst());
    }
    return index.canHandle(query) ? Optional.of(index.getPositions(query)) : Optional.empty();
  }
}
