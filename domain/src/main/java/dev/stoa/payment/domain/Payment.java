package dev.stoa.payment.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The money of one checkout: requested from the buyer, taken or declined, and given back when the
 * goods cannot be had. What may happen depends on the state, so the state is the type: only what
 * was requested can be captured, only what was captured can be refunded.
 *
 * <p>A payment is recorded before the gateway is called and says what to ask the gateway after a
 * crash. It charges and refunds the whole amount, once.
 */
public sealed interface Payment extends Aggregate<PaymentId> {
  /** What is paid for. */
  Purchase purchase();

  /** When the payment was recorded. */
  Instant requestedAt();

  @Override
  default PaymentId id() {
    return idOf(purchase().checkoutId());
  }

  /** Who pays. */
  default UserId userId() {
    return purchase().userId();
  }

  /** What is to be paid, gross. */
  default Money amount() {
    return purchase().total();
  }

  /** The one payment that a checkout can have. */
  static PaymentId idOf(CheckoutId checkout) {
    return new PaymentId(Derivation.of("payment", 1).with(checkout.value()).id());
  }

  /** A new payment; nobody has called the gateway yet. */
  static Requested request(Purchase purchase, Instant now) {
    return new Requested(purchase, Version.NEW, now, RetryPlan.begin(now));
  }

  /** The gateway's answer is awaited. */
  sealed interface Unresolved extends Payment {
    /** When the gateway is asked next. */
    RetryPlan plan();

    /** The same payment, to be asked about later. */
    Unresolved postpone(Instant now);
  }

  /** The gateway has been or will be asked to charge; the outcome is not known. */
  record Requested(Purchase purchase, Version version, Instant requestedAt, RetryPlan plan)
      implements Unresolved {
    /** The gateway took the whole amount. */
    public Captured capture(ChargeReference reference, Instant now) {
      return new Captured(purchase, version, requestedAt, reference, now);
    }

    /** The gateway refused; no money moved. */
    public Declined decline(Reason reason, Instant now) {
      return new Declined(purchase, version, requestedAt, reason, now);
    }

    @Override
    public Requested postpone(Instant now) {
      return new Requested(purchase, version, requestedAt, plan.postponed(now));
    }
  }

  /** The gateway took the whole amount. */
  record Captured(
      Purchase purchase,
      Version version,
      Instant requestedAt,
      ChargeReference reference,
      Instant capturedAt)
      implements Payment {
    /** The whole amount is to go back. */
    public RefundRequested requestRefund(Reason reason, Instant now) {
      return new RefundRequested(
          purchase,
          version,
          requestedAt,
          reference,
          capturedAt,
          reason,
          RetryPlan.begin(now),
          null);
    }
  }

  /** The gateway refused to charge; no money moved. An end. */
  record Declined(
      Purchase purchase, Version version, Instant requestedAt, Reason reason, Instant declinedAt)
      implements Payment {}

  /**
   * The whole amount is to go back; the gateway has not confirmed it yet.
   *
   * @param refusal why the gateway last refused to give it back, which an operator has to see to;
   *     null when it did not
   */
  record RefundRequested(
      Purchase purchase,
      Version version,
      Instant requestedAt,
      ChargeReference reference,
      Instant capturedAt,
      Reason reason,
      RetryPlan plan,
      @Nullable Reason refusal)
      implements Unresolved {
    /** The gateway gave the whole amount back. */
    public Refunded refunded(Instant now) {
      return new Refunded(purchase, version, requestedAt, reference, capturedAt, reason, now);
    }

    /** The gateway refused: that is kept, and it will be asked again as planned. */
    public RefundRequested refused(Reason why) {
      return new RefundRequested(
          purchase, version, requestedAt, reference, capturedAt, reason, plan, why);
    }

    @Override
    public RefundRequested postpone(Instant now) {
      return new RefundRequested(
          purchase,
          version,
          requestedAt,
          reference,
          capturedAt,
          reason,
          plan.postponed(now),
          refusal);
    }
  }

  /** The whole amount is back with the buyer. An end. */
  record Refunded(
      Purchase purchase,
      Version version,
      Instant requestedAt,
      ChargeReference reference,
      Instant capturedAt,
      Reason reason,
      Instant refundedAt)
      implements Payment {}
}
