package dev.stoa.servers.mongo;

import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A unique index in memory: it is made again from the documents when the server starts. It is
 * ordered by its fields, so that it finds a range of the last one as well.
 */
final class UniqueIndex extends AbstractUniqueIndex<Object> {
  private final ConcurrentNavigableMap<KeyValue, Object> positions =
      new ConcurrentSkipListMap<>(UniqueIndex::compare);

  UniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
  }

  /**
   * Where all documents are whose first fields have these values and whose last is not below a
   * bound; empty when the conditions do not say so.
   */
  Optional<List<Object>> candidates(Conditions conditions) {
    List<Object> from = new ArrayList<>();
    List<String> fields = keys();
    for (String field : fields.subList(0, fields.size() - 1)) {
      Optional<Object> value =
          conditions.of(field).stream().filter(UniqueIndex::isScalar).findAny();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      from.add(value.get());
    }
    return least(conditions.of(fields.getLast()))
        .map(least -> {
          from.add(least);
          return positions(new KeyValue(from).normalized());
        });
  }

  private List<Object> positions(KeyValue from) {
    Comparator<Object> values = ValueComparator.asc();
    int prefix = from.size() - 1;
    Set<Object> found = new LinkedHashSet<>();
    for (Entry<KeyValue, Object> entry : positions.tailMap(from, true).entrySet()) {
      for (int i = 0; i < prefix; i++) {
        if (values.compare(entry.getKey().get(i), from.get(i)) != 0) {
          return List.copyOf(found);
        }
      }
      found.add(entry.getValue());
    }
    return List.copyOf(found);
  }

  /** The bound is taken as inclusive: who asked looks at each document all the same. */
  private static Optional<Object> least(List<Object> conditions) {
    for (Object condition : conditions) {
      if (condition instanceof Document operators) {
        for (String operator : List.of("$gte", "$gt")) {
          Object value = operators.get(operator);
          if (value != null && isScalar(value)) {
            return Optional.of(value);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isScalar(Object value) {
    return !(value instanceof Collection) && !(value instanceof Document);
  }

  private static int compare(KeyValue a, KeyValue b) {
    Comparator<Object> values = ValueComparator.asc();
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = values.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  @Override
  protected @Nullable Object removeDocument(KeyValue key) {
    return positions.remove(key);
  }

  @Override
  protected boolean putKeyPosition(KeyValue key, Object position) {
    return positions.putIfAbsent(key, Missing.ofNullable(position)) == null;
  }

  @Override
  protected Iterable<Entry<KeyValue, Object>> getIterable() {
    return positions.entrySet();
  }

  @Override
  protected @Nullable Object getPosition(KeyValue key) {
    return positions.get(key);
  }

  @Override
  public long getCount() {
    return positions.size();
  }

  @Override
  public long getDataSize() {
    return positions.size();
  }
}
