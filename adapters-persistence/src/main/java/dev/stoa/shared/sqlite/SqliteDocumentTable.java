package dev.stoa.shared.sqlite;

import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.document.DocumentKind;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.document.KeyTaken;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.document.Stored;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Documents of one kind in a table of {@link SqliteDocuments}. The table and its indexes are made
 * by the migrations of its context; an index is called after its table and the name it has in the
 * kind: {@code category_slug}.
 */
public final class SqliteDocumentTable<D> implements Documents<D> {
  private static final Pattern INDEX = Pattern.compile("index '([^']+)'");

  private final SqliteStore store;
  private final SqliteEvents events;
  private final SqliteDocuments<D> documents;
  private final String table;
  private final @Nullable String deleted;

  /**
   * The documents of a kind.
   *
   * @param table where they are
   * @param deleted the table {@code (id TEXT PRIMARY KEY)} with the ids that are never used again;
   *     null for documents that are never deleted
   */
  public SqliteDocumentTable(
      SqliteStore store,
      SqliteEvents events,
      DocumentKind<D> kind,
      String table,
      @Nullable String deleted) {
    this.store = store;
    this.events = events;
    this.documents = new SqliteDocuments<>(store, events, table, kind.form());
    this.table = table;
    this.deleted = deleted;
  }

  @Override
  public Optional<Stored<D>> find(String id) {
    return documents.find(id).map(SqliteDocuments.Stored::decoded);
  }

  @Override
  public Optional<Stored<D>> findBy(String field, String value) {
    return documents.where(path(field) + " = ? LIMIT 1", value).stream()
        .findFirst()
        .map(SqliteDocuments.Stored::decoded);
  }

  @Override
  public List<Stored<D>> all(String field) {
    return documents.readable(
        path(field) + " IS NOT NULL ORDER BY " + path(field), Integer.MAX_VALUE);
  }

  @Override
  public List<Stored<D>> newestFirst(
      Map<String, String> equal, String number, KeysetCursor after, int limit) {
    StringBuilder condition = new StringBuilder();
    List<Object> parameters = new ArrayList<>();
    equal.forEach((field, value) -> {
      condition.append(path(field)).append(" = ? AND ");
      parameters.add(value);
    });
    String by = path(number);
    // The first condition finds the place in the index, the second decides among equals.
    condition.append("%1$s <= ? AND (%1$s, id) < (?, ?) ORDER BY %1$s DESC, id DESC".formatted(by));
    parameters.add(after.number());
    parameters.add(after.number());
    parameters.add(after.id());
    return documents.readable(condition.toString(), limit, parameters.toArray());
  }

  @Override
  public List<Stored<D>> byId(String after, int limit) {
    return documents.readable("id > ? ORDER BY id", limit, after);
  }

  @Override
  public List<Stored<D>> upTo(String number, long most, int limit) {
    return documents.readable(
        "%1$s IS NOT NULL AND %1$s <= ? ORDER BY %1$s".formatted(path(number)), limit, most);
  }

  @Override
  public List<Group> totals(List<String> by, List<String> numbers) {
    List<String> columns =
        Stream.concat(
                by.stream().map(SqliteDocumentTable::path),
                Stream.concat(
                    Stream.of("count(*)"),
                    numbers.stream()
                        .map(SqliteDocumentTable::path)
                        .flatMap(
                            n -> Stream.of("sum(" + n + ")", "min(" + n + ")", "max(" + n + ")"))))
            .toList();
    String groups = String.join(", ", by.stream().map(SqliteDocumentTable::path).toList());
    String sql =
        "SELECT %1$s FROM %2$s GROUP BY %3$s ORDER BY %3$s"
            .formatted(String.join(", ", columns), table, groups);
    return store.read(session ->
        session.query(
            sql,
            row -> {
              List<String> common = new ArrayList<>();
              for (int i = 1; i <= by.size(); i++) {
                common.add(row.getString(i));
              }
              List<Figures> figures = new ArrayList<>();
              for (int i = 0; i < numbers.size(); i++) {
                int first = by.size() + 2 + 3 * i;
                figures.add(
                    new Figures(
                        row.getLong(first), row.getLong(first + 1), row.getLong(first + 2)));
              }
              return new Group(common, row.getLong(by.size() + 1), figures);
            }));
  }

  @Override
  public Version save(
      String id, Version loaded, D document, List<? extends PublishedEvent> published) {
    String state = documents.encode(document);
    List<SqliteEvents.Row> rows = events.encode(id, loaded.next(), published);
    return store.write(tx -> {
      if (loaded.equals(Version.NEW) && deleted != null && has(tx, deleted, id)) {
        throw new StaleAggregate(id, loaded);
      }
      try {
        documents.write(tx, id, loaded, state);
      } catch (SQLiteException e) {
        throw taken(e);
      }
      events.append(tx, rows);
      return loaded.next();
    });
  }

  @Override
  public void delete(String id, Version loaded, List<? extends PublishedEvent> published) {
    if (deleted == null) {
      throw new IllegalStateException("documents of " + table + " are never deleted");
    }
    List<SqliteEvents.Row> rows = events.encode(id, loaded.next(), published);
    store.write(tx -> {
      if (tx.update("DELETE FROM " + table + " WHERE id = ? AND version = ?", id, loaded.value())
          == 0) {
        throw new StaleAggregate(id, loaded);
      }
      tx.update("INSERT INTO " + deleted + " (id) VALUES (?)", id);
      events.append(tx, rows);
      return loaded;
    });
  }

  /** The one writer runs nothing else between this look and the write. */
  private static boolean has(SqliteTransaction tx, String ids, String id) throws SQLException {
    return tx.first("SELECT 1 FROM " + ids + " WHERE id = ?", row -> true, id).isPresent();
  }

  private RuntimeException taken(SQLiteException e) throws SQLiteException {
    String message = e.getMessage();
    Matcher index = INDEX.matcher(message == null ? "" : message);
    if (e.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
        && index.find()
        && index.group(1).startsWith(table + "_")) {
      return new KeyTaken(index.group(1).substring(table.length() + 1), e);
    }
    throw e;
  }

  private static String path(String field) {
    return "state ->> '$." + field + "'";
  }
}
