package dev.stoa.catalog.sqlite;

import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.document.ReservationDocument;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.sqlite.SqliteDocuments;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import java.util.List;
import java.util.Optional;

/** Reservations as JSON documents. */
final class SqliteReservations implements Reservations {
  private final SqliteDocuments<ReservationDocument> documents;

  SqliteReservations(SqliteStore store, SqliteEvents events) {
    this.documents = new SqliteDocuments<>(store, events, "reservation", ReservationDocument.class);
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
