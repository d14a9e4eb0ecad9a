package dev.stoa.shared.postgres;

import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.EventEnvelope;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * The form of events that wait to be published, as rows that are committed with their aggregate.
 */
public final class PostgresEvents {
  /** Where all of them wait. */
  public static final PostgresTable TABLE =
      new PostgresTable(
          "outbox_event",
          List.of(
              """
              CREATE TABLE outbox_event (
                position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                id UUID NOT NULL,
                outbox TEXT NOT NULL,
                origin TEXT NOT NULL,
                version BIGINT NOT NULL,
                type TEXT NOT NULL,
                subject TEXT NOT NULL,
                time TEXT NOT NULL,
                data TEXT NOT NULL,
                at BIGINT NOT NULL)\
              """,
              "CREATE UNIQUE INDEX outbox_event_id ON outbox_event (id)",
              "CREATE INDEX outbox_event_origin ON outbox_event (outbox, origin, position)",
              "CREATE INDEX outbox_event_left ON outbox_event (outbox, position)"));

  static final String COLUMNS = "origin, id, type, subject, time, data";

  private final EventTypes types;
  private final EventCodec codec;
  private final InstantSource clock;

  public PostgresEvents(EventTypes types, EventCodec codec, InstantSource clock) {
    this.types = types;
    this.codec = codec;
    this.clock = clock;
  }

  /** The moment that commits made now are said to be made at, in milliseconds since 1970. */
  long now() {
    return clock.millis();
  }

  /** The events of the commit that makes this version, in order. */
  List<PendingEvent> encode(String origin, Version made, List<? extends PublishedEvent> published) {
    return EventEnvelope.ofCommit(types, origin, made, published).stream()
        .map(envelope -> pending(origin, envelope))
        .toList();
  }

  private PendingEvent pending(String origin, EventEnvelope envelope) {
    PublishedEvent event = envelope.event();
    return new PendingEvent(
        origin,
        envelope.id(),
        envelope.type().name(),
        event.subject(),
        event.occurredAt(),
        codec.encode(event));
  }

  /** The event in a row with {@link #COLUMNS}. */
  static PendingEvent read(ResultSet row) throws SQLException {
    return new PendingEvent(
        row.getString("origin"),
        row.getObject("id", UUID.class),
        row.getString("type"),
        row.getString("subject"),
        Instant.parse(row.getString("time")),
        row.getString("data"));
  }
}
