package dev.stoa.shared.sqlite;

import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.EventEnvelope;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Writes the events of a commit into the event log, in the same transaction as the state. */
public final class SqliteEvents {
  /** The schema of the log. */
  public static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "shared",
              1,
              """
              CREATE TABLE event (
                position INTEGER PRIMARY KEY,
                id TEXT NOT NULL,
                type TEXT NOT NULL,
                subject TEXT NOT NULL,
                time TEXT NOT NULL,
                data TEXT NOT NULL);
              """));

  private final EventTypes types;
  private final EventCodec codec;

  public SqliteEvents(EventTypes types, EventCodec codec) {
    this.types = types;
    this.codec = codec;
  }

  /** An event in its stored form. */
  public record Row(UUID id, String type, String subject, String time, String data) {}

  /** Encodes the events of the commit that makes this version; to be called outside the writer. */
  public List<Row> encode(String aggregateId, Version made, List<? extends PublishedEvent> events) {
    return EventEnvelope.ofCommit(types, aggregateId, made, events).stream()
        .map(this::row)
        .toList();
  }

  /** Appends the encoded events, in order. */
  public void append(SqliteTransaction tx, List<Row> rows) throws SQLException {
    for (Row row : rows) {
      tx.update(
          "INSERT INTO event (id, type, subject, time, data) VALUES (?, ?, ?, ?, ?)",
          row.id().toString(),
          row.type(),
          row.subject(),
          row.time(),
          row.data());
    }
  }

  private Row row(EventEnvelope envelope) {
    PublishedEvent event = envelope.event();
    return new Row(
        envelope.id(),
        envelope.type().name(),
        event.subject(),
        event.occurredAt().toString(),
        codec.encode(event));
  }
}
