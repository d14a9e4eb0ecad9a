package dev.stoa.catalog.application;

import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.Reservation;
import dev.stoa.catalog.domain.ReservedLine;
import dev.stoa.catalog.domain.Stock.SaleOutcome;
import dev.stoa.catalog.events.StockReleasedV1;
import dev.stoa.catalog.events.StockShortV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.shared.application.OptimisticRetry;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Sku;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends a reservation when the payment has decided; nothing else ends it, not even the loss of what
 * is held: the payment hears of that and declines, or the sale finds it out. Paid: what is held
 * becomes a sale; where nothing is held any more, the goods are taken from what is left, and if
 * that is too little for any line the whole checkout falls short, what was sold for it returns, and
 * the payment is refunded by those who hear of it. Declined: what is held is given back.
 *
 * <p>As in {@link ReserveStock}, the commit of the reservation decides, and nothing that was sold
 * returns before it. A payment for a checkout that was never reserved, or a second and different
 * answer to one payment, is a mistake that nobody here can mend: the reaction fails, and an
 * operator finds the event among the dead letters.
 */
public final class SettleReservation {
  private final Reservations reservations;
  private final Stocks stocks;
  private final GiveBack giveBack;
  private final InstantSource clock;

  public SettleReservation(Reservations reservations, Stocks stocks, InstantSource clock) {
    this.reservations = reservations;
    this.stocks = stocks;
    this.giveBack = new GiveBack(stocks, clock);
    this.clock = clock;
  }

  /** Sells what is reserved, once. */
  public void on(PaymentCreatedV1 event) {
    CheckoutId id = new CheckoutId(event.checkout().checkoutId());
    PaymentId payment = new PaymentId(event.paymentId());
    OptimisticRetry.retry(() -> {
      settle(reservation(id), payment);
      return id;
    });
  }

  /** Gives back what is reserved, once. */
  public void on(PaymentDeclinedV1 event) {
    CheckoutId id = new CheckoutId(event.checkoutId());
    OptimisticRetry.retry(() -> {
      release(reservation(id));
      return id;
    });
  }

  private Reservation reservation(CheckoutId id) {
    return reservations
        .find(id)
        .orElseThrow(
            () -> new IllegalStateException("checkout " + id + " is paid but was not reserved"));
  }

  private void settle(Reservation reservation, PaymentId payment) {
    switch (reservation.state()) {
      case Reservation.Reserved reserved -> sell(reservation, payment);
      case Reservation.Released released -> sell(reservation, payment);
      case Reservation.Sold sold -> {}
      case Reservation.FallenShort fallenShort -> giveBack.all(reservation);
      case Reservation.Refusing refusing -> throw notReserved(reservation, payment);
      case Reservation.Refused refused -> throw notReserved(reservation, payment);
    }
  }

  private void sell(Reservation reservation, PaymentId payment) {
    List<Sku> missing = new ArrayList<>();
    for (ReservedLine line : reservation.lines()) {
      if (!sell(reservation.id(), line)) {
        missing.add(line.sku());
      }
    }
    if (missing.isEmpty()) {
      reservation.sell(payment);
      reservations.save(reservation, List.of());
      return;
    }
    reservation.fallShort(payment, missing);
    reservations.save(
        reservation,
        List.of(
            new StockShortV1(
                reservation.id().value(),
                reservation.buyer().value(),
                payment.value(),
                missing.stream().map(Sku::value).toList(),
                clock.instant())));
    giveBack.all(reservation);
  }

  private boolean sell(CheckoutId id, ReservedLine line) {
    return switch (stocks.change(
        line.sku(),
        MovementKey.sold(id),
        stock ->
            switch (stock.sell(id, line.quantity(), clock.instant())) {
              case SaleOutcome.Sold sold -> StockDecisions.moved(true, stock, sold.movement());
              case SaleOutcome.NotEnough notEnough -> StockDecisions.unchanged(false);
            })) {
      case Stocks.Applied<Boolean> applied -> applied.outcome();
      case Stocks.Repeated<Boolean> soldBefore -> true;
    };
  }

  private void release(Reservation reservation) {
    switch (reservation.state()) {
      case Reservation.Reserved reserved -> {
        giveBack.held(reservation);
        reservation.release();
        reservations.save(
            reservation,
            List.of(
                new StockReleasedV1(
                    reservation.id().value(),
                    reservation.buyer().value(),
                    "payment-declined",
                    clock.instant())));
      }
      case Reservation.Released released -> {}
      case Reservation.Sold sold -> throw paid(reservation);
      case Reservation.FallenShort fallenShort -> throw paid(reservation);
      case Reservation.Refusing refusing -> throw paid(reservation);
      case Reservation.Refused refused -> throw paid(reservation);
    }
  }

  private static IllegalStateException notReserved(Reservation reservation, PaymentId payment) {
    return new IllegalStateException("payment %s was taken for %s".formatted(payment, reservation));
  }

  private static IllegalStateException paid(Reservation reservation) {
    return new IllegalStateException("a payment was declined for " + reservation);
  }
}
