package dev.stoa.payment.application;

import static dev.stoa.shared.application.OptimisticRetry.retry;

import dev.stoa.catalog.events.StockShortV1;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Patience;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.domain.PaymentId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Gives the whole amount back when what was paid for cannot be delivered. The wish is recorded
 * before the gateway is called.
 */
public final class RefundCheckout {
  private final Payments payments;
  private final SettlePayment settle;
  private final InstantSource clock;

  public RefundCheckout(
      Payments payments, PaymentGateway gateway, Patience patience, InstantSource clock) {
    this.payments = payments;
    this.settle = new SettlePayment(payments, gateway, patience, clock, false);
    this.clock = clock;
  }

  /**
   * The goods of a paid checkout are gone.
   *
   * @throws IllegalStateException when there is no captured payment, which comes before: the event
   *     is delivered again
   */
  public void on(StockShortV1 event) {
    PaymentId id = new PaymentId(event.paymentId());
    requested(id).ifPresent(settle::refund);
  }

  private Optional<Payment.RefundRequested> requested(PaymentId id) {
    return retry(() -> {
      Payment payment =
          payments
              .find(id)
              .orElseThrow(() -> new IllegalStateException("there is no payment " + id));
      return switch (payment) {
        case Payment.Captured captured -> {
          Payment.RefundRequested refund =
              captured.requestRefund(Payment.STOCK_SHORT, clock.instant());
          payments.save(refund, List.of());
          yield Optional.of(refund);
        }
        case Payment.RefundRequested refund -> Optional.of(refund);
        case Payment.Refunded refunded -> Optional.empty();
        case Payment.NeedsDecision waiting -> Optional.empty();
        case Payment.SettledByHand settled -> Optional.empty();
        case Payment.Requested requested -> throw notCaptured(id);
        case Payment.Declined declined -> throw notCaptured(id);
        case Payment.Expired expired -> throw notCaptured(id);
        case Payment.ChargedLate late -> throw notCaptured(id);
        case Payment.GivenBack back -> throw notCaptured(id);
      };
    });
  }

  private static IllegalStateException notCaptured(PaymentId id) {
    return new IllegalStateException("payment " + id + " is not captured: nothing to give back");
  }
}
