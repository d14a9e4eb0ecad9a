package dev.stoa.catalog.application.port;

import static dev.stoa.catalog.application.port.CatalogFixtures.LATER;
import static dev.stoa.catalog.application.port.CatalogFixtures.NOW;
import static dev.stoa.catalog.application.port.CatalogFixtures.PRICE;
import static dev.stoa.catalog.application.port.CatalogFixtures.atOnce;
import static dev.stoa.catalog.application.port.CatalogFixtures.checkoutId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stoa.catalog.domain.RefusedLine;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.ReservedLine;
import dev.stoa.catalog.events.StockReleasedV1;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Reservations} must do. */
public interface ReservationsContract {
  UserId BUYER = new UserId(Derivation.of("test-user", 1).with(1).id());
  PaymentId PAYMENT = new PaymentId(Derivation.of("test-payment", 1).with(1).id());
  List<ReservedLine> LINES =
      List.of(
          new ReservedLine(new Sku("A"), Quantity.of(2)),
          new ReservedLine(new Sku("B"), Quantity.of(1)));
  List<RefusedLine> REFUSED =
      List.of(
          new RefusedLine(new Sku("A"), RefusedLine.Reason.PRICE_CHANGED, Quantity.of(2), 7, PRICE),
          new RefusedLine(new Sku("B"), RefusedLine.Reason.OUT_OF_STOCK, Quantity.of(1), 0, null));

  /** Empty stores of the adapter. */
  CatalogStores open();

  @Test
  default void keepsEveryState() {
    List<Reservation.State> states =
        List.of(
            new Reservation.Reserved(LATER),
            new Reservation.Refusing(REFUSED),
            new Reservation.Refused(REFUSED),
            new Reservation.Sold(PAYMENT),
            new Reservation.Released(),
            new Reservation.FallenShort(PAYMENT, List.of(new Sku("B"))));
    CatalogStores before = open();
    for (int i = 0; i < states.size(); i++) {
      Version saved =
          before
              .reservations()
              .save(
                  Reservation.reconstitute(checkoutId(i), Version.NEW, BUYER, LINES, states.get(i)),
                  List.of());
      assertThat(saved).isEqualTo(new Version(1));
    }
    try (CatalogStores after = before.restart()) {
      for (int i = 0; i < states.size(); i++) {
        Reservation found = after.reservations().find(checkoutId(i)).orElseThrow();
        assertThat(found.state()).isEqualTo(states.get(i));
        assertThat(found.lines()).isEqualTo(LINES);
        assertThat(found.buyer()).isEqualTo(BUYER);
        assertThat(found.version()).isEqualTo(new Version(1));
      }
      assertThat(after.reservations().find(checkoutId(99))).isEmpty();
    }
  }

  @Test
  default void changingALoadedReservationChangesNothingUntilItIsSaved() {
    try (CatalogStores stores = open()) {
      Reservations reservations = stores.reservations();
      reservations.save(Reservation.reserved(checkoutId(1), BUYER, LINES, LATER), List.of());
      Reservation loaded = reservations.find(checkoutId(1)).orElseThrow();
      loaded.sell(PAYMENT);
      assertThat(reservations.find(checkoutId(1)).orElseThrow().state())
          .isEqualTo(new Reservation.Reserved(LATER));

      assertThat(reservations.save(loaded, List.of())).isEqualTo(new Version(2));
      assertThat(reservations.find(checkoutId(1)).orElseThrow().state())
          .isEqualTo(new Reservation.Sold(PAYMENT));
    }
  }

  @Test
  default void acceptsOneOfManySavesAndItsEventsOnly() {
    try (CatalogStores stores = open()) {
      Reservations reservations = stores.reservations();
      AtomicInteger accepted = new AtomicInteger();
      atOnce(
          20,
          i -> {
            try {
              reservations.save(
                  Reservation.reserved(checkoutId(1), BUYER, LINES, LATER),
                  List.of(new StockReleasedV1(checkoutId(1).value(), BUYER.value(), "n" + i, NOW)));
              accepted.incrementAndGet();
            } catch (StaleAggregate stale) {
              assertThat(stale).hasMessageContaining("changed by somebody else");
            }
          });

      assertThat(accepted).hasValue(1);
      assertThat(stores.events()).hasSize(1);
    }
  }

  @Test
  default void refusesAStaleCopy() {
    try (CatalogStores stores = open()) {
      Reservations reservations = stores.reservations();
      reservations.save(Reservation.reserved(checkoutId(1), BUYER, LINES, LATER), List.of());
      Reservation one = reservations.find(checkoutId(1)).orElseThrow();
      Reservation other = reservations.find(checkoutId(1)).orElseThrow();
      one.release();
      reservations.save(one, List.of());
      other.sell(PAYMENT);

      assertThatExceptionOfType(StaleAggregate.class)
          .isThrownBy(() -> reservations.save(other, List.of()));
    }
  }
}
