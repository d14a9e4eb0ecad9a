package dev.stoa.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.OutboxContract;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.document.DocumentsContract;
import dev.stoa.shared.document.Stored;
import dev.stoa.shared.domain.Version;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresDocumentTableTest implements DocumentsContract {
  private PostgresTestStore database;

  PostgresDocumentTableTest() {}

  @BeforeEach
  void open() {
    database = PostgresTestStore.open(PostgresDocumentTable.tables(KIND), IdentityEvents.all());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public Documents<Thing> documents() {
    return table();
  }

  @Override
  public Documents<Thing> restart() {
    database.reopen();
    return table();
  }

  private PostgresDocumentTable<Thing> table() {
    return new PostgresDocumentTable<>(database.store(), database.events(), KIND);
  }

  @Override
  public List<String> published() {
    return PostgresTestStore.pending(table().outbox()).stream().map(PendingEvent::subject).toList();
  }

  @Test
  void law6FindsThePlaceOfAPageInTheIndex() {
    String plan =
        database
            .store()
            .run(connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("SET enable_seqscan = off");
                try (ResultSet rows =
                    statement.executeQuery(
                        """
                        EXPLAIN SELECT id, version, state FROM thing
                        WHERE state IS NOT NULL AND (state #>> '{owner}') COLLATE "C" = 'ada'
                          AND ((state #>> '{sort}')::bigint) <= 5
                          AND (((state #>> '{sort}')::bigint), id) < (5, 'x')
                        ORDER BY ((state #>> '{sort}')::bigint) DESC, id DESC LIMIT 10\
                        """)) {
                  List<String> lines = new ArrayList<>();
                  while (rows.next()) {
                    lines.add(rows.getString(1));
                  }
                  return String.join("\n", lines);
                } finally {
                  statement.execute("RESET enable_seqscan");
                }
              }
            });

    assertThat(plan).contains("Index Scan", "thing_owner", "<= 5").doesNotContain("Sort");
  }

  @Nested
  class AsAnOutbox implements OutboxContract {
    private PostgresDocumentTable<Thing> things;

    AsAnOutbox() {}

    @BeforeEach
    void openThings() {
      things = table();
    }

    @Override
    public Outbox outbox() {
      return things.outbox();
    }

    @Override
    public void commit(int aggregate) {
      String id = "thing-" + aggregate;
      Version loaded = things.find(id).map(Stored::version).orElse(Version.NEW);
      things.save(
          id,
          loaded,
          new Thing(id, "ada", 1, new Part("EUR"), 1, null),
          List.of(
              new UserDeletedV1(
                  new UUID(0x8000L, 0x8000_0000_0000_0000L + aggregate),
                  loaded.next().value(),
                  Instant.EPOCH)));
    }

    @Override
    public Object stored(int aggregate) {
      return things.find("thing-" + aggregate).orElseThrow();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void restart() {
      database.reopen();
      things = table();
    }
  }
}
