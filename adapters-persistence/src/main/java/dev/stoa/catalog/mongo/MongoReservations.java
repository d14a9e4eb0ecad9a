package dev.stoa.catalog.mongo;

import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.document.ReservationDocument;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.mongo.MongoDocuments;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoIndex;
import dev.stoa.shared.mongo.MongoStore;
import java.util.List;
import java.util.Optional;

/** Reservations as documents. */
final class MongoReservations implements Reservations {
  private static final String COLLECTION = "reservation";

  static final List<MongoIndex> INDEXES = List.of(MongoDocuments.pendingIndex(COLLECTION));

  private final MongoDocuments<ReservationDocument> documents;

  MongoReservations(MongoStore store, MongoEvents events) {
    this.documents =
        new MongoDocuments<>(store, events, COLLECTION, "reservations", ReservationDocument.class);
  }

  Outbox outbox() {
    return documents.outbox();
  }

  @Override
  public Optional<Reservation> find(CheckoutId id) {
    return documents
        .find(id.toString())
        .map(stored -> stored.as(ReservationDocument::toReservation));
  }

  @Override
  public Version save(Reservation reservation, List<? extends PublishedEvent> events) {
    return documents.save(
        reservation.id().toString(),
        reservation.version(),
        ReservationDocument.of(reservation),
        events);
  }
}
