package dev.stoa.shared.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.document.DocumentsContract;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.json.JsonEventsModule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDocumentTableTest implements DocumentsContract {
  private static final EventTypes TYPES = new EventTypes(IdentityEvents.all());
  private static final SqliteEvents EVENTS =
      new SqliteEvents(
          TYPES,
          Guice.createInjector(
                  new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(TYPES))
              .getInstance(EventCodec.class));

  private static final SqliteMigration TABLE =
      new SqliteMigration(
          "thing",
          1,
          """
          CREATE TABLE thing (id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL);
          CREATE UNIQUE INDEX thing_name ON thing (state ->> '$.name');
          CREATE INDEX thing_owner
            ON thing (state ->> '$.owner', state ->> '$.sort' DESC, id DESC);
          CREATE INDEX thing_newest ON thing (state ->> '$.sort' DESC, id DESC);
          CREATE INDEX thing_due ON thing (state ->> '$.due') WHERE state ->> '$.due' IS NOT NULL;
          CREATE TABLE thing_deleted (id TEXT PRIMARY KEY) WITHOUT ROWID;
          """);

  @TempDir Path folder;

  private SqliteStore store;

  SqliteDocumentTableTest() {}

  @BeforeEach
  void open() {
    store =
        SqliteStore.open(
            folder.resolve("stoa.db"),
            Stream.concat(SqliteEvents.MIGRATIONS.stream(), Stream.of(TABLE)).toList());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public Documents<Thing> documents() {
    return new SqliteDocumentTable<>(store, EVENTS, KIND, "thing", "thing_deleted");
  }

  @Override
  public Documents<Thing> restart() {
    close();
    open();
    return documents();
  }

  @Override
  public List<String> published() {
    return store.read(session ->
        session.query("SELECT subject FROM event ORDER BY position", row -> row.getString(1)));
  }

  @Test
  void law6FindsThePlaceOfAPageInTheIndex() {
    List<String> plan =
        store.read(session ->
            session.query(
                """
                EXPLAIN QUERY PLAN SELECT version, state FROM thing WHERE state ->> '$.owner' = ?
                AND state ->> '$.sort' <= ? AND (state ->> '$.sort', id) < (?, ?)
                ORDER BY state ->> '$.sort' DESC, id DESC LIMIT ?\
                """,
                row -> row.getString("detail"),
                "ada",
                5L,
                5L,
                "x",
                10));

    assertThat(plan).singleElement().asString().contains("SEARCH", "thing_owner", "<");
  }
}
