package dev.stoa.shared.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.UnreadableState;
import dev.stoa.shared.document.Damage;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A table of aggregates, each one versioned JSON document: {@code (id TEXT PRIMARY KEY, version
 * INTEGER NOT NULL, state TEXT NOT NULL)}. What a query needs is indexed by expression ({@code
 * state ->> '$.userId'}).
 *
 * @param <D> the record that is the stored form
 */
public final class SqliteDocuments<D> {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final SqliteStore store;
  private final SqliteEvents events;
  private final Class<D> type;
  private final String table;

  /** The documents of one table. */
  public SqliteDocuments(SqliteStore store, SqliteEvents events, String table, Class<D> type) {
    this.store = store;
    this.events = events;
    this.table = table;
    this.type = type;
  }

  /** A row that was read. What it holds is decoded when it is asked for. */
  public static final class Stored<D> {
    private final SqliteDocuments<D> documents;
    private final String id;
    private final Version version;
    private final String state;

    private Stored(SqliteDocuments<D> documents, String id, Version version, String state) {
      this.documents = documents;
      this.id = id;
      this.version = version;
      this.state = state;
    }

    /** How long the stored form is, in characters. */
    public int length() {
      return state.length();
    }

    /** The version it was stored at. */
    public Version version() {
      return version;
    }

    /**
     * With its stored form.
     *
     * @throws UnreadableState when it cannot be decoded
     */
    public dev.stoa.shared.document.Stored<D> decoded() {
      Damage damage = documents.store.damage();
      String name = documents.table + " " + id;
      return new dev.stoa.shared.document.Stored<>(
          damage.reading(name, () -> documents.decode(state)), version, name, damage);
    }

    /**
     * What is stored, as the domain has it.
     *
     * @throws UnreadableState when it cannot be decoded, or the domain refuses it
     */
    public <A> A as(BiFunction<D, Version, A> reading) {
      return documents
          .store
          .damage()
          .reading(
              documents.table + " " + id, () -> reading.apply(documents.decode(state), version));
    }
  }

  /** The document of that id. */
  public Optional<Stored<D>> find(String id) {
    return store.read(session -> find(session, id));
  }

  /** The document of that id, as this session sees it. */
  public Optional<Stored<D>> find(SqliteSession session, String id) throws SQLException {
    return session.first(
        "SELECT id, version, state FROM " + table + " WHERE id = ?", this::map, id);
  }

  /** The documents that match a condition; {@code tail} follows WHERE. */
  public List<Stored<D>> where(String tail, Object... parameters) {
    return store.read(session ->
        session.query(
            "SELECT id, version, state FROM " + table + " WHERE " + tail, this::map, parameters));
  }

  /**
   * The first so many that match a condition and can be read. A damaged row keeps nobody from the
   * others: it is left out, and told by the readiness and the log.
   *
   * @param tail follows WHERE, and has no limit of its own
   */
  public <A> List<A> readable(
      String tail, int limit, BiFunction<D, Version, A> reading, Object... parameters) {
    return each(tail, limit, stored -> stored.as(reading), parameters);
  }

  /** The same, as they are stored. */
  public List<dev.stoa.shared.document.Stored<D>> readable(
      String tail, int limit, Object... parameters) {
    return each(tail, limit, Stored::decoded, parameters);
  }

  private <A> List<A> each(
      String tail, int limit, Function<Stored<D>, A> reading, Object... parameters) {
    List<A> found = new ArrayList<>();
    if (limit > 0) {
      store.read(session ->
          session.forEach(
              "SELECT id, version, state FROM " + table + " WHERE " + tail,
              row -> {
                Stored<D> stored = map(row);
                store.damage().readable(() -> reading.apply(stored)).ifPresent(found::add);
                return found.size() < limit;
              },
              parameters));
    }
    return found;
  }

  /**
   * Writes the document and its events in one commit.
   *
   * @param loaded the version the aggregate was loaded at
   * @return the version it now has
   * @throws StaleAggregate when the stored version is another
   */
  public Version save(
      String id, Version loaded, D document, List<? extends PublishedEvent> published) {
    String state = encode(document);
    List<SqliteEvents.Row> rows = events.encode(id, loaded.next(), published);
    return store.write(tx -> {
      write(tx, id, loaded, state);
      events.append(tx, rows);
      return loaded.next();
    });
  }

  /**
   * Writes an encoded document within a transaction.
   *
   * @throws StaleAggregate when the stored version is another
   */
  public void write(SqliteTransaction tx, String id, Version loaded, String state)
      throws SQLException {
    int written =
        loaded.equals(Version.NEW)
            ? tx.update(
                "INSERT INTO "
                    + table
                    + " (id, version, state) VALUES (?, 1, ?)"
                    + " ON CONFLICT (id) DO NOTHING",
                id,
                state)
            : tx.update(
                "UPDATE " + table + " SET version = ?, state = ? WHERE id = ? AND version = ?",
                loaded.next().value(),
                state,
                id,
                loaded.value());
    if (written == 0) {
      throw new StaleAggregate(id, loaded);
    }
  }

  /**
   * Deletes the document and appends the events in one commit.
   *
   * @throws StaleAggregate when the stored version is another
   */
  public void delete(String id, Version loaded, List<? extends PublishedEvent> published) {
    List<SqliteEvents.Row> rows = events.encode(id, loaded.next(), published);
    store.write(tx -> {
      if (tx.update("DELETE FROM " + table + " WHERE id = ? AND version = ?", id, loaded.value())
          == 0) {
        throw new StaleAggregate(id, loaded);
      }
      events.append(tx, rows);
      return loaded;
    });
  }

  /** The stored form as JSON; to be called outside the writer where possible. */
  public String encode(D document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot store " + document, e);
    }
  }

  private Stored<D> map(ResultSet row) throws SQLException {
    return new Stored<>(
        this, row.getString("id"), new Version(row.getLong("version")), row.getString("state"));
  }

  private D decode(String state) {
    try {
      return JSON.readValue(state, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
