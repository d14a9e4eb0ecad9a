package dev.stoa.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.document.Documents;
import dev.stoa.shared.document.DocumentsContract;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
}
