package dev.stoa.servers.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An index that is not unique, in memory, by the first of its fields: it finds the documents with a
 * value, or with values of a range, and knows nothing of those that lack the field.
 */
final class OrderedIndex extends Index<Object> {
  private final NavigableMap<Object, Set<Object>> positions = new TreeMap<>(ValueComparator.asc());

  OrderedIndex(String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
  }

  /** Where all documents are that these conditions can be true of; empty when it cannot say. */
  Optional<List<Object>> candidates(Conditions conditions) {
    for (Object condition : conditions.of(keys().getFirst())) {
      NavigableMap<Object, Set<Object>> found = found(condition);
      if (found != null) {
        Set<Object> all = new LinkedHashSet<>();
        found.values().forEach(all::addAll);
        return Optional.of(List.copyOf(all));
      }
    }
    return Optional.empty();
  }

  private @Nullable NavigableMap<Object, Set<Object>> found(Object condition) {
    if (!(condition instanceof Document operators)) {
      return isScalar(condition) ? equalTo(condition) : null;
    }
    NavigableMap<Object, Set<Object>> found = null;
    for (String operator : operators.keySet()) {
      Object value = operators.get(operator);
      if (value != null && isScalar(value)) {
        // Bounds are taken as inclusive: who asked looks at each document all the same.
        found =
            switch (operator) {
              case "$eq" -> equalTo(value);
              case "$lt", "$lte" -> (found == null ? positions : found).headMap(value, true);
              case "$gt", "$gte" -> (found == null ? positions : found).tailMap(value, true);
              default -> found;
            };
      }
    }
    return found;
  }

  private NavigableMap<Object, Set<Object>> equalTo(Object value) {
    return positions.subMap(value, true, value, true);
  }

  private static boolean isScalar(Object value) {
    return !(value instanceof Collection) && !(value instanceof Document);
  }

  private Set<Object> values(Document document) {
    Object value = value(document);
    if (value instanceof Collection<?> many) {
      Set<Object> all = new LinkedHashSet<>();
      many.forEach(each -> {
        if (isThere(each)) {
          all.add(each);
        }
      });
      return all;
    }
    return isThere(value) ? Set.of(value) : Set.of();
  }

  private @Nullable Object value(Document document) {
    return Utils.getSubdocumentValueCollectionAware(document, keys().getFirst());
  }

  private static boolean isThere(@Nullable Object value) {
    return value != null && !(value instanceof Missing);
  }

  @Override
  public Set<KeyValue> getKeyValues(Document document) {
    // By the first field alone: the others may be lists of their own.
    return values(document).stream().map(KeyValue::new).collect(Collectors.toSet());
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    values(document).forEach(value -> put(value, position));
  }

  @Override
  public @Nullable Object remove(Document document) {
    Object position = document.get("_id");
    values(document).forEach(value -> take(value, position));
    return position;
  }

  @Override
  public void updateInPlace(
      Document old, Document now, Object position, MongoCollection<Object> collection) {
    if (!Objects.equals(value(old), value(now))) {
      Set<Object> before = values(old);
      Set<Object> after = values(now);
      before.stream().filter(v -> !after.contains(v)).forEach(v -> take(v, position));
      after.stream().filter(v -> !before.contains(v)).forEach(v -> put(v, position));
    }
  }

  private void put(Object value, Object position) {
    positions.computeIfAbsent(value, v -> new LinkedHashSet<>()).add(position);
  }

  private void take(Object value, @Nullable Object position) {
    Set<Object> there = positions.get(value);
    if (there != null && there.remove(position) && there.isEmpty()) {
      positions.remove(value);
    }
  }

  @Override
  public @Nullable Object getPosition(Document document) {
    return null;
  }

  @Override
  public boolean canHandle(Document query) {
    return false; // the collection asks for candidates
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    return candidates(Conditions.of(query)).orElse(new ArrayList<>());
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    // Nothing is unique here.
  }

  @Override
  public void checkUpdate(Document old, Document now, MongoCollection<Object> collection) {
    // Nothing is unique here.
  }

  @Override
  public long getCount() {
    return positions.size();
  }

  @Override
  public long getDataSize() {
    return positions.size();
  }

  @Override
  public void drop() {
    positions.clear();
  }
}
