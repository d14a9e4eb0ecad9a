package dev.stoa.payment.application;

import dev.stoa.catalog.events.StockLostV1;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Patience;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.domain.CheckoutId;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Declines payments that have not decided yet when the goods that were held for them are lost. The
 * charge is cancelled first; what the gateway says that it has charged is taken, and what becomes
 * of it is up to the stock, as with every payment that was taken before the loss. So is a payment
 * that nobody has heard of yet.
 */
public final class DeclineLost {
  private final Payments payments;
  private final SettlePayment settle;

  public DeclineLost(
      Payments payments, PaymentGateway gateway, Patience patience, InstantSource clock) {
    this.payments = payments;
    this.settle = new SettlePayment(payments, gateway, patience, clock, false);
  }

  /** The goods of these checkouts are gone. May be repeated. */
  public void on(StockLostV1 event) {
    for (UUID checkout : event.checkoutIds()) {
      if (payments.find(Payment.idOf(new CheckoutId(checkout))).orElse(null)
          instanceof Payment.Requested requested) {
        settle.lost(requested);
      }
    }
  }
}
