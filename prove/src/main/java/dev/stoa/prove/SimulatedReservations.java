package dev.stoa.prove;

import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reservations, one commit each. */
final class SimulatedReservations implements Reservations {
  private final Gate gate;
  private final Journal journal;
  private final Map<CheckoutId, Reservation> all = new LinkedHashMap<>();
  private Consumer<CheckoutId> listener = id -> {};

  SimulatedReservations(Gate gate, Journal journal) {
    this.gate = gate;
    this.journal = journal;
  }

  /** Who hears of each checkout that is reserved or refused, in the commit itself. */
  void onDecided(Consumer<CheckoutId> next) {
    listener = next;
  }

  /** As they are, without a call. */
  Collection<Reservation> stored() {
    return all.values();
  }

  /** As it is, without a call. */
  Optional<Reservation> stored(CheckoutId id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public Optional<Reservation> find(CheckoutId id) {
    return gate.read("reservations.find", id, () -> stored(id).map(r -> copy(r, r.version())));
  }

  @Override
  public Version save(Reservation reservation, List<? extends PublishedEvent> events) {
    return gate.write(
        "reservations.save",
        reservation,
        () -> {
          Reservation stored = all.get(reservation.id());
          Version version = stored == null ? Version.NEW : stored.version();
          if (!version.equals(reservation.version())) {
            throw new StaleAggregate(reservation.id(), reservation.version());
          }
          all.put(reservation.id(), copy(reservation, version.next()));
          if (stored == null) {
            listener.accept(reservation.id());
          }
          journal.commit("reservations", reservation.id(), events);
          return version.next();
        });
  }

  private static Reservation copy(Reservation r, Version version) {
    return Reservation.reconstitute(r.id(), version, r.buyer(), r.lines(), r.state());
  }
}
