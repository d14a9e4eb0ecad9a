package dev.stoa.shared.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.document.DocumentIndex;
import dev.stoa.shared.document.DocumentKind;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.document.KeyTaken;
import dev.stoa.shared.document.KeysetCursor;
import dev.stoa.shared.document.Stored;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Documents of one kind in a table of its name: {@code (id, version, state JSONB)}. A save is one
 * statement that writes the row and its events, so it needs one journey to the server and is one
 * commit. A deleted document leaves its id and its version, without {@code state}.
 */
public final class PostgresDocumentTable<D> implements Documents<D> {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The events that waited before this statement, and a row that says whether it saved. */
  private static final String ANSWER =
      """
      SELECT NULL::bigint AS position, NULL AS origin, NULL::uuid AS id, NULL AS type,
        NULL AS subject, NULL AS time, NULL AS data FROM saved
      UNION ALL
      SELECT position, origin, id, type, subject, time, data FROM outbox_event
        WHERE outbox = ? AND origin = ?
      ORDER BY position NULLS FIRST\
      """;

  private final PostgresStore store;
  private final PostgresEvents events;
  private final DocumentKind<D> kind;
  private final String table;
  private final PostgresOutbox outbox;

  public PostgresDocumentTable(PostgresStore store, PostgresEvents events, DocumentKind<D> kind) {
    this.store = store;
    this.events = events;
    this.kind = kind;
    this.table = quoted(kind.name());
    this.outbox = new PostgresOutbox(store, kind.outbox());
  }

  /** The table and the indexes that such documents need. */
  public static List<PostgresTable> tables(DocumentKind<?> kind) {
    PostgresTable table =
        new PostgresTable(
            kind.name(),
            List.of(
                """
                CREATE TABLE %s (
                  id TEXT COLLATE "C" PRIMARY KEY, version BIGINT NOT NULL, state JSONB)\
                """
                    .formatted(quoted(kind.name()))));
    return Stream.concat(
            Stream.of(table), kind.indexes().stream().map(index -> index(kind.name(), index)))
        .toList();
  }

  private static PostgresTable index(String table, DocumentIndex index) {
    String name = table + "_" + index.name();
    String keys =
        index.keys().stream()
            .map(key -> "(%s)%s".formatted(expression(key), key.falling() ? " DESC" : ""))
            .collect(Collectors.joining(", "));
    DocumentIndex.Key first = index.keys().getFirst();
    String those =
        index.kind() == DocumentIndex.Kind.PLAIN
            ? " WHERE state IS NOT NULL"
            : " WHERE %s IS NOT NULL".formatted(expression(first));
    return new PostgresTable(
        // After its table, which sorts before it.
        name,
        List.of(
            "CREATE %sINDEX %s ON %s (%s)%s"
                .formatted(
                    index.kind() == DocumentIndex.Kind.UNIQUE ? "UNIQUE " : "",
                    quoted(name),
                    quoted(table),
                    keys,
                    those)));
  }

  private static String expression(DocumentIndex.Key key) {
    if (key.isId()) {
      return "id";
    }
    return key.type() == DocumentIndex.Type.NUMBER ? number(key.path()) : text(key.path());
  }

  private static String text(String path) {
    return "(state #>> '{%s}') COLLATE \"C\"".formatted(path.replace('.', ','));
  }

  private static String number(String path) {
    return "((state #>> '{%s}')::bigint)".formatted(path.replace('.', ','));
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  /** What is committed and not published. */
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public Optional<Stored<D>> find(String id) {
    return rows("id = ? AND state IS NOT NULL", List.of(id)).stream().findFirst().map(this::read);
  }

  @Override
  public Optional<Stored<D>> findBy(String field, String value) {
    return rows(text(field) + " = ? LIMIT 1", List.of(value)).stream().findFirst().map(this::read);
  }

  @Override
  public List<Stored<D>> all(String field) {
    return readable(rows("%1$s IS NOT NULL ORDER BY %1$s".formatted(text(field)), List.of()));
  }

  @Override
  public List<Stored<D>> newestFirst(
      Map<String, String> equal, String number, KeysetCursor after, int limit) {
    StringBuilder condition = new StringBuilder("state IS NOT NULL AND ");
    List<Object> parameters = new ArrayList<>();
    equal.forEach((field, value) -> {
      condition.append(text(field)).append(" = ? AND ");
      parameters.add(value);
    });
    // The first condition finds the place in the index, the second decides among equals.
    condition.append(
        "%1$s <= ? AND (%1$s, id) < (?, ?) ORDER BY %1$s DESC, id DESC".formatted(number(number)));
    parameters.add(after.number());
    parameters.add(after.number());
    parameters.add(after.id());
    return readable(condition.toString(), parameters, limit);
  }

  @Override
  public List<Stored<D>> byId(String after, int limit) {
    return readable("id > ? AND state IS NOT NULL ORDER BY id", List.of(after), limit);
  }

  @Override
  public List<Stored<D>> upTo(String number, long most, int limit) {
    return readable(
        "%1$s IS NOT NULL AND %1$s <= ? ORDER BY %1$s".formatted(number(number)),
        List.of(most),
        limit);
  }

  @Override
  public List<Group> totals(List<String> by, List<String> numbers) {
    String groups = by.stream().map(PostgresDocumentTable::text).collect(Collectors.joining(", "));
    String figures =
        numbers.stream()
            .map(PostgresDocumentTable::number)
            .map(n -> ", sum(%1$s), min(%1$s), max(%1$s)".formatted(n))
            .collect(Collectors.joining());
    String sql =
        "SELECT %1$s, count(*)%2$s FROM %3$s WHERE state IS NOT NULL GROUP BY %1$s ORDER BY %1$s"
            .formatted(groups, figures, table);
    return store.run(connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql);
          ResultSet rows = query.executeQuery()) {
        List<Group> all = new ArrayList<>();
        while (rows.next()) {
          all.add(group(rows, by.size(), numbers.size()));
        }
        return all;
      }
    });
  }

  private static Group group(ResultSet row, int by, int numbers) throws SQLException {
    List<String> common = new ArrayList<>();
    for (int i = 1; i <= by; i++) {
      common.add(row.getString(i));
    }
    List<Figures> figures = new ArrayList<>();
    for (int i = 0; i < numbers; i++) {
      int first = by + 2 + 3 * i;
      figures.add(
          new Figures(
              // A sum of 64-bit numbers is of no bounded type there; one that is too large throws.
              row.getBigDecimal(first).longValueExact(),
              row.getLong(first + 1),
              row.getLong(first + 2)));
    }
    return new Group(common, row.getLong(by + 1), figures);
  }

  @Override
  public Version save(
      String id, Version loaded, D document, List<? extends PublishedEvent> published) {
    return commit(id, loaded, encode(document), published);
  }

  @Override
  public void delete(String id, Version loaded, List<? extends PublishedEvent> published) {
    if (loaded.equals(Version.NEW)) {
      throw new StaleAggregate(id, loaded);
    }
    commit(id, loaded, null, published);
  }

  private Version commit(
      String id, Version loaded, @Nullable String state, List<? extends PublishedEvent> published) {
    Version made = loaded.next();
    List<PendingEvent> added = events.encode(id, made, published);
    String write =
        loaded.equals(Version.NEW)
            ? "INSERT INTO %s (version, state, id) VALUES (?, ?::jsonb, ?) ON CONFLICT (id) DO NOTHING RETURNING 1"
                .formatted(table)
            : "UPDATE %s SET version = ?, state = ?::jsonb WHERE id = ? AND version = ? AND state IS NOT NULL RETURNING 1"
                .formatted(table);
    String sql =
        "WITH saved AS (%s), added AS (%s RETURNING 1) %s"
            .formatted(write, PostgresOutbox.ADD_IF_SAVED, ANSWER);
    List<PendingEvent> pending;
    try {
      pending =
          store.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
              int i = 1;
              statement.setLong(i++, made.value());
              statement.setString(i++, state);
              statement.setString(i++, id);
              if (!loaded.equals(Version.NEW)) {
                statement.setLong(i++, loaded.value());
              }
              i = outbox.bind(statement, i, id, made.value(), events.now(), added);
              statement.setString(i++, kind.outbox());
              statement.setString(i, id);
              try (ResultSet rows = statement.executeQuery()) {
                return waiting(rows, id, loaded);
              }
            }
          });
    } catch (PostgresStore.UniqueKeyTaken taken) {
      throw refused(taken);
    }
    pending.addAll(added);
    outbox.handOver(pending);
    return made;
  }

  /** What waited before; the first row says that it was saved. */
  private static List<PendingEvent> waiting(ResultSet rows, String id, Version loaded)
      throws SQLException {
    if (!rows.next() || rows.getObject("position") != null) {
      throw new StaleAggregate(id, loaded);
    }
    List<PendingEvent> waiting = new ArrayList<>();
    while (rows.next()) {
      waiting.add(PostgresEvents.read(rows));
    }
    return waiting;
  }

  private RuntimeException refused(PostgresStore.UniqueKeyTaken taken) {
    String prefix = kind.name() + "_";
    return taken.index().startsWith(prefix)
        ? new KeyTaken(taken.index().substring(prefix.length()), taken)
        : taken;
  }

  /** As it lies in the table. */
  private record Row(String id, Version version, String state) {}

  /** The first so many that can be decoded; what cannot keeps nobody from the others. */
  private List<Stored<D>> readable(String tail, List<?> parameters, int limit) {
    int asked = limit;
    while (true) {
      List<Object> all = new ArrayList<>(parameters);
      all.add(asked);
      List<Row> rows = rows(tail + " LIMIT ?", all);
      List<Stored<D>> found = readable(rows);
      if (rows.size() < asked || found.size() >= limit) {
        return found.subList(0, Math.min(limit, found.size()));
      }
      asked = limit + rows.size() - found.size();
    }
  }

  private List<Stored<D>> readable(List<Row> rows) {
    List<Stored<D>> found = new ArrayList<>();
    rows.forEach(row -> store.damage().readable(() -> read(row)).ifPresent(found::add));
    return found;
  }

  private List<Row> rows(String tail, List<?> parameters) {
    return store.run(connection -> {
      try (PreparedStatement query =
          connection.prepareStatement(
              "SELECT id, version, state FROM " + table + " WHERE " + tail)) {
        for (int i = 0; i < parameters.size(); i++) {
          query.setObject(i + 1, parameters.get(i));
        }
        try (ResultSet rows = query.executeQuery()) {
          List<Row> found = new ArrayList<>();
          while (rows.next()) {
            found.add(
                new Row(
                    rows.getString("id"),
                    new Version(rows.getLong("version")),
                    rows.getString("state")));
          }
          return found;
        }
      }
    });
  }

  private Stored<D> read(Row row) {
    String name = kind.name() + " " + row.id();
    return new Stored<>(
        store.damage().reading(name, () -> decode(row.state())),
        row.version(),
        name,
        store.damage());
  }

  private D decode(String state) {
    try {
      return JSON.readValue(state, kind.form());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static String encode(Object document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot store " + document, e);
    }
  }
}
