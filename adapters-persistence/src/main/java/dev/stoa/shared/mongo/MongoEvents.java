package dev.stoa.shared.mongo;

import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.EventEnvelope;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/** The form of events that wait in the documents of their aggregates. */
public final class MongoEvents {
  static final String ID = "id";
  private static final String TYPE = "type";
  private static final String SUBJECT = "subject";
  private static final String TIME = "time";
  private static final String DATA = "data";
  private static final String AT = "at";

  private final EventTypes types;
  private final EventCodec codec;
  private final InstantSource clock;

  public MongoEvents(EventTypes types, EventCodec codec, InstantSource clock) {
    this.types = types;
    this.codec = codec;
    this.clock = clock;
  }

  /** The moment that commits made now are said to be made at; in milliseconds, as BSON has it. */
  Date now() {
    return Date.from(clock.instant());
  }

  /** The events of the commit that makes this version, in order. */
  List<Document> encode(
      String aggregateId, Version made, Date at, List<? extends PublishedEvent> events) {
    return EventEnvelope.ofCommit(types, aggregateId, made, events).stream()
        .map(envelope -> encode(envelope, at))
        .toList();
  }

  private Document encode(EventEnvelope envelope, Date at) {
    PublishedEvent event = envelope.event();
    return new Document(ID, envelope.id().toString())
        .append(TYPE, envelope.type().name())
        .append(SUBJECT, event.subject())
        .append(TIME, event.occurredAt().toString())
        .append(DATA, codec.encode(event))
        .append(AT, at);
  }

  static PendingEvent pending(String origin, Document stored) {
    return new PendingEvent(
        origin,
        UUID.fromString(stored.getString(ID)),
        stored.getString(TYPE),
        stored.getString(SUBJECT),
        Instant.parse(stored.getString(TIME)),
        stored.getString(DATA));
  }

  static boolean isBefore(Document stored, Instant moment) {
    return stored.getDate(AT).toInstant().isBefore(moment);
  }
}
