package dev.stoa.payment.application;

import static dev.stoa.shared.application.OptimisticRetry.retry;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.PaymentGateway;
import dev.stoa.payment.application.port.PaymentGateway.CancelAnswer;
import dev.stoa.payment.application.port.PaymentGateway.Cancelled;
import dev.stoa.payment.application.port.PaymentGateway.ChargeAnswer;
import dev.stoa.payment.application.port.PaymentGateway.Charged;
import dev.stoa.payment.application.port.PaymentGateway.FindAnswer;
import dev.stoa.payment.application.port.PaymentGateway.GatewayUnavailable;
import dev.stoa.payment.application.port.PaymentGateway.Pending;
import dev.stoa.payment.application.port.PaymentGateway.RefundAnswer;
import dev.stoa.payment.application.port.PaymentGateway.Refunded;
import dev.stoa.payment.application.port.PaymentGateway.Refused;
import dev.stoa.payment.application.port.PaymentGateway.Unknown;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.application.port.Payments.State;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.Patience;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Payment.ChargedLate;
import dev.stoa.payment.domain.Payment.Declined;
import dev.stoa.payment.domain.Payment.Expired;
import dev.stoa.payment.domain.Payment.NeedsDecision;
import dev.stoa.payment.domain.Payment.RefundRequested;
import dev.stoa.payment.domain.Payment.Requested;
import dev.stoa.payment.domain.Reason;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentNeedsDecisionV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.events.MoneyV1;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Speaks to the gateway about one payment that is recorded, and records the answer. Any number of
 * callers may do so for the same payment at once: the gateway acts once per key, and of several
 * that record the same answer one does and the others see that it is done.
 *
 * <p>Until its deadline a payment is charged and asked about; after it, it is only cancelled. What
 * the gateway then says that it has charged is taken, for the goods are still held; in every other
 * case the payment is declined, at once and for good, and whatever the gateway should charge all
 * the same goes back.
 */
final class SettlePayment {
  private static final System.Logger LOG = System.getLogger(SettlePayment.class.getName());
  private static final Reason UNDECIDED = new Reason("undecided");

  private final Payments payments;
  private final PaymentGateway gateway;
  private final InstantSource clock;
  private final Patience patience;
  private final boolean postponedBefore;

  /**
   * @param postponedBefore whether the caller postpones a payment before it is brought here, so
   *     that an answer that decides nothing needs no further record
   */
  SettlePayment(
      Payments payments,
      PaymentGateway gateway,
      Patience patience,
      InstantSource clock,
      boolean postponedBefore) {
    this.payments = payments;
    this.gateway = gateway;
    this.patience = patience;
    this.clock = clock;
    this.postponedBefore = postponedBefore;
  }

  /** Charges for the first time; when no answer comes, asks once what became of it. */
  void charge(Requested payment) {
    ChargeAnswer answer;
    try {
      answer = callCharge(payment);
    } catch (GatewayUnavailable unanswered) {
      record(payment.id(), askOnce(payment));
      return;
    }
    record(payment.id(), answer);
  }

  /**
   * Resumes a payment that somebody began: asks first, and charges only when the gateway says that
   * the charge never arrived.
   */
  void resume(Payment.Unresolved payment) {
    switch (payment) {
      case Requested requested when requested.isOverdue(clock.instant()) -> end(requested);
      case Requested requested -> {
        FindAnswer found;
        try {
          found = gateway.find(GatewayKey.ofCharge(requested.id()));
        } catch (GatewayUnavailable unanswered) {
          found = new Pending();
        }
        if (found instanceof Unknown) {
          charge(requested);
        } else {
          record(requested.id(), found);
        }
      }
      case Expired expired -> watch(expired);
      case ChargedLate late -> giveBack(late);
      case RefundRequested requested -> refund(requested);
    }
  }

  /** Gives the amount back; the key keeps the gateway from doing it twice. */
  void refund(RefundRequested payment) {
    recordRefund(payment.id(), callRefund(payment, payment.reference()));
  }

  /** The deadline has come. */
  private void end(Requested payment) {
    switch (callCancel(payment)) {
      case Charged charged -> capture(payment.id(), charged);
      case Refused refused -> decline(payment.id(), refused);
      case Cancelled cancelled -> decline(payment.id(), Refused.CANCELLED);
      case Pending pending -> expire(payment.id());
    }
  }

  /**
   * The goods are lost. When the gateway cannot say that it will not charge, the payment goes on:
   * its deadline ends it, or the stock has the last word on what was charged.
   */
  void lost(Requested payment) {
    switch (callCancel(payment)) {
      case Charged charged -> capture(payment.id(), charged);
      case Refused refused -> decline(payment.id(), refused);
      case Cancelled cancelled -> decline(payment.id(), Refused.CANCELLED);
      case Pending pending -> {}
    }
  }

  /** It has expired, but the gateway may still charge. */
  private void watch(Expired payment) {
    switch (callCancel(payment)) {
      case Charged charged -> chargedLate(payment.id(), charged);
      case Refused refused -> notCharged(payment.id());
      case Cancelled cancelled -> notCharged(payment.id());
      case Pending pending -> postpone(payment.id());
    }
  }

  private ChargeAnswer callCharge(Requested payment) {
    return gateway.charge(
        GatewayKey.ofCharge(payment.id()), payment.amount(), payment.payer().paymentMethod());
  }

  private FindAnswer askOnce(Requested payment) {
    try {
      return gateway.find(GatewayKey.ofCharge(payment.id()));
    } catch (GatewayUnavailable unanswered) {
      return new Pending();
    }
  }

  private CancelAnswer callCancel(Payment payment) {
    try {
      return gateway.cancel(GatewayKey.ofCharge(payment.id()));
    } catch (GatewayUnavailable unanswered) {
      return new Pending();
    }
  }

  private RefundAnswer callRefund(Payment payment, ChargeReference charge) {
    try {
      return gateway.refund(GatewayKey.ofRefund(payment.id()), charge, payment.amount());
    } catch (GatewayUnavailable unanswered) {
      return new Pending();
    }
  }

  private void record(PaymentId id, ChargeAnswer answer) {
    switch (answer) {
      case Charged charged -> capture(id, charged);
      case Refused refused -> decline(id, refused);
      case Pending pending -> postpone(id);
    }
  }

  private void record(PaymentId id, FindAnswer answer) {
    switch (answer) {
      case Charged charged -> capture(id, charged);
      case Refused refused -> decline(id, refused);
      case Pending pending -> postpone(id);
      // The call may still be on its way: it is charged again, with the same key, but later.
      case Unknown unknown -> postpone(id);
    }
  }

  private void capture(PaymentId id, Charged charged) {
    whileStill(
        Requested.class,
        id,
        (requested, now) ->
            payments.save(
                requested.capture(charged.reference(), now),
                List.of(
                    new PaymentCreatedV1(
                        id.value(),
                        PurchaseSnapshot.write(requested.purchase(), requested.payer()),
                        charged.reference().value(),
                        now))));
  }

  private void decline(PaymentId id, Refused refused) {
    whileStill(
        Requested.class,
        id,
        (requested, now) -> {
          Declined declined = requested.decline(reason(requested, refused, now), now);
          payments.save(declined, List.of(declinedEvent(declined)));
        });
  }

  /** Only the payment itself cancels: at its deadline, and before it when the goods are lost. */
  private static Reason reason(Requested payment, Refused refused, Instant now) {
    if (!refused.equals(Refused.CANCELLED)) {
      return refused.reason();
    }
    return payment.isOverdue(now) ? Payment.EXPIRED : Payment.STOCK_SHORT;
  }

  private void expire(PaymentId id) {
    whileStill(
        Requested.class,
        id,
        (requested, now) ->
            payments.save(
                requested.expire(now),
                List.of(declinedEvent(requested.decline(Payment.EXPIRED, now)))));
  }

  private void notCharged(PaymentId id) {
    whileStill(Expired.class, id, (expired, now) -> payments.save(expired.notCharged(), List.of()));
  }

  private void chargedLate(PaymentId id, Charged charged) {
    whileStill(
        Expired.class,
        id,
        (expired, now) -> payments.save(expired.charged(charged.reference(), now), List.of()));
    if (payments.find(id).orElse(null) instanceof ChargedLate late) {
      giveBack(late);
    }
  }

  private void giveBack(ChargedLate payment) {
    RefundAnswer answer = callRefund(payment, payment.reference());
    whileStill(
        ChargedLate.class,
        payment.id(),
        (late, now) -> {
          switch (answer) {
            case Refunded refunded -> payments.save(late.givenBack(now), List.of());
            case Refused refused -> refused(late.refused(refused.reason()), refused, now);
            case Pending pending -> postpone(late, now);
          }
        });
  }

  private void recordRefund(PaymentId id, RefundAnswer answer) {
    whileStill(
        RefundRequested.class,
        id,
        (requested, now) -> {
          switch (answer) {
            case Refunded refunded ->
                payments.save(requested.refunded(now), List.of(refundedEvent(requested, now)));
            case Refused refused -> refused(requested.refused(refused.reason()), refused, now);
            case Pending pending -> postpone(requested, now);
          }
        });
  }

  private void postpone(PaymentId id) {
    whileStill(Payment.Unresolved.class, id, this::postpone);
  }

  private void postpone(Payment.Unresolved payment, Instant now) {
    // What is requested is decided by its deadline.
    if (!(payment instanceof Requested) && patience.endsUndecided(payment.plan(), now)) {
      stop(payment, UNDECIDED, now);
    } else if (!postponedBefore) {
      payments.save(payment.postpone(now), List.of());
    }
  }

  private void refused(Payment.Unresolved noted, Refused refused, Instant now) {
    if (patience.endsRefused(noted.plan(), now)) {
      stop(noted, refused.reason(), now);
    } else {
      payments.save(postponedBefore ? noted : noted.postpone(now), List.of());
    }
  }

  /** The gateway has been asked long enough: a person has to decide. */
  private void stop(Payment.Unresolved payment, Reason why, Instant now) {
    payments.save(
        new NeedsDecision(payment, why, now),
        List.of(
            new PaymentNeedsDecisionV1(
                payment.id().value(),
                payment.purchase().checkoutId().value(),
                payment.userId().value(),
                MoneyV1.of(payment.amount()),
                State.of(payment).slug(),
                why.slug(),
                now)));
    LOG.log(
        Level.WARNING,
        "payment {0} needs a decision: it is {1}, and the gateway says {2}",
        payment.id(),
        State.of(payment).slug(),
        why);
  }

  @FunctionalInterface
  private interface Change<P> {
    void make(P payment, Instant now);
  }

  /**
   * Makes the change while the payment is in that state. When it is not, somebody else has recorded
   * an answer, and what was recorded first holds.
   */
  private <P extends Payment> void whileStill(Class<P> state, PaymentId id, Change<P> change) {
    retry(() -> {
      Payment payment = payments.find(id).orElse(null);
      if (state.isInstance(payment)) {
        change.make(state.cast(payment), clock.instant());
      }
      return id;
    });
  }

  /** What others hear of a payment that was given back. */
  static PaymentRefundedV1 refundedEvent(RefundRequested payment, Instant now) {
    return new PaymentRefundedV1(
        payment.id().value(),
        payment.purchase().checkoutId().value(),
        payment.userId().value(),
        MoneyV1.of(payment.amount()),
        payment.reason().slug(),
        now);
  }

  /** What others hear of a payment that was declined. */
  static PaymentDeclinedV1 declinedEvent(Declined payment) {
    return new PaymentDeclinedV1(
        payment.id().value(),
        payment.purchase().checkoutId().value(),
        payment.userId().value(),
        payment.reason().slug(),
        payment.declinedAt());
  }
}
