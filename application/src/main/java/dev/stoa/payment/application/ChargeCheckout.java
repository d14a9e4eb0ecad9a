package dev.stoa.payment.application;

import dev.stoa.catalog.events.StockReservedV1;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Patience;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Purchase;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.PaymentId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Charges a checkout when its goods are held. The payment is recorded before the gateway is called;
 * what a crash interrupts is resumed by asking the gateway, by the redelivered event or by {@link
 * ResolvePayments}. What is heard of only after the deadline is declined without a call.
 */
public final class ChargeCheckout {
  private final Payments payments;
  private final SettlePayment settle;
  private final InstantSource clock;

  public ChargeCheckout(
      Payments payments, PaymentGateway gateway, Patience patience, InstantSource clock) {
    this.payments = payments;
    this.settle = new SettlePayment(payments, gateway, patience, clock, false);
    this.clock = clock;
  }

  /** The goods of a checkout are held. */
  public void on(StockReservedV1 event) {
    PaymentId id = Payment.idOf(new CheckoutId(event.checkout().checkoutId()));
    Optional<Payment> known = payments.find(id);
    if (known.isEmpty()) {
      Purchase purchase = PurchaseSnapshot.read(event.checkout());
      Instant now = clock.instant();
      if (!now.isBefore(event.heldUntil())) {
        Payment.Declined declined = Payment.tooLate(purchase, now);
        if (recorded(declined, List.of(SettlePayment.declinedEvent(declined)))) {
          return;
        }
      } else {
        Payment.Requested payment =
            Payment.request(
                purchase, PurchaseSnapshot.readPayer(event.checkout()), event.heldUntil(), now);
        if (recorded(payment, List.of())) {
          settle.charge(payment);
          return;
        }
      }
      known = payments.find(id);
    }
    if (known.orElse(null) instanceof Payment.Requested requested) {
      settle.resume(requested);
    }
  }

  /** Records the new payment; false when somebody else was faster. */
  private boolean recorded(Payment payment, List<PaymentDeclinedV1> events) {
    try {
      payments.save(payment, events);
      return true;
    } catch (StaleAggregate somebodyWasFaster) {
      return false;
    }
  }
}
