package dev.stoa.shared.sqlite;

import dev.stoa.shared.application.port.SubscriberOffsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Offsets in SQLite: one row a group. */
final class SqliteSubscriberOffsets implements SubscriberOffsets {
  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "shared",
              2,
              """
              CREATE TABLE subscriber_offset (
                subscriber TEXT PRIMARY KEY,
                position INTEGER NOT NULL);
              """));

  private final SqliteStore store;

  SqliteSubscriberOffsets(SqliteStore store) {
    this.store = store;
  }

  @Override
  public long of(String group) {
    return store.read(session ->
        session
            .first(
                "SELECT position FROM subscriber_offset WHERE subscriber = ?",
                row -> row.getLong(1),
                group)
            .orElse(0L));
  }

  @Override
  public void store(Map<String, Long> positions) {
    store.write(tx -> {
      for (Map.Entry<String, Long> entry : positions.entrySet()) {
        tx.update(
            "INSERT INTO subscriber_offset (subscriber, position) VALUES (?, ?)"
                + " ON CONFLICT (subscriber) DO UPDATE SET position = excluded.position",
            entry.getKey(),
            entry.getValue());
      }
      return positions.size();
    });
  }

  @Override
  public Map<String, Long> retireOthers(Set<String> groups) {
    return store.write(tx -> {
      Map<String, Long> retired = new TreeMap<>();
      tx
          .query(
              "SELECT subscriber, position FROM subscriber_offset",
              row -> Map.entry(row.getString(1), row.getLong(2)))
          .stream()
          .filter(known -> !groups.contains(known.getKey()))
          .forEach(other -> retired.put(other.getKey(), other.getValue()));
      for (String group : retired.keySet()) {
        tx.update("DELETE FROM subscriber_offset WHERE subscriber = ?", group);
      }
      return retired;
    });
  }
}
