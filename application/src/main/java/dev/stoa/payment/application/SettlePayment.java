package dev.stoa.payment.application;

import static dev.stoa.shared.application.OptimisticRetry.retry;

import dev.stoa.payment.application.port.GatewayKey;
import dev.stoa.payment.application.port.PaymentGateway;
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
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Payment.RefundRequested;
import dev.stoa.payment.domain.Payment.Requested;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Speaks to the gateway about one payment that is recorded, and records the answer. Any number of
 * callers may do so for the same payment at once: the gateway acts once per key, and of several
 * that record the same answer one does and the others see that it is done.
 */
final class SettlePayment {
  private final Payments payments;
  private final PaymentGateway gateway;
  private final InstantSource clock;
  private final boolean postponedBefore;

  /**
   * @param postponedBefore whether the caller postpones a payment before it is brought here, so
   *     that an answer that decides nothing needs no further record
   */
  SettlePayment(
      Payments payments, PaymentGateway gateway, InstantSource clock, boolean postponedBefore) {
    this.payments = payments;
    this.gateway = gateway;
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
      case RefundRequested requested -> refund(requested);
    }
  }

  /** Gives the amount back; the key keeps the gateway from doing it twice. */
  void refund(RefundRequested payment) {
    RefundAnswer answer;
    try {
      answer =
          gateway.refund(GatewayKey.ofRefund(payment.id()), payment.reference(), payment.amount());
    } catch (GatewayUnavailable unanswered) {
      answer = new Pending();
    }
    recordRefund(payment.id(), answer);
  }

  private ChargeAnswer callCharge(Requested payment) {
    return gateway.charge(
        GatewayKey.ofCharge(payment.id()), payment.amount(), payment.purchase().paymentMethod());
  }

  private FindAnswer askOnce(Requested payment) {
    try {
      return gateway.find(GatewayKey.ofCharge(payment.id()));
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
    whileRequested(
        id,
        (requested, now) ->
            payments.save(
                requested.capture(charged.reference(), now),
                List.of(
                    new PaymentCreatedV1(
                        id.value(),
                        PurchaseSnapshot.write(requested.purchase()),
                        charged.reference().value(),
                        now))));
  }

  private void decline(PaymentId id, Refused refused) {
    whileRequested(
        id,
        (requested, now) ->
            payments.save(
                requested.decline(refused.reason(), now),
                List.of(
                    new PaymentDeclinedV1(
                        id.value(),
                        requested.purchase().checkoutId().value(),
                        requested.userId().value(),
                        refused.reason().slug(),
                        now))));
  }

  private void postpone(PaymentId id) {
    if (postponedBefore) {
      return;
    }
    whileRequested(id, (requested, now) -> payments.save(requested.postpone(now), List.of()));
  }

  private void recordRefund(PaymentId id, RefundAnswer answer) {
    retry(() -> {
      if (payments.find(id).orElse(null) instanceof RefundRequested requested) {
        Instant now = clock.instant();
        switch (answer) {
          case Refunded refunded ->
              payments.save(
                  requested.refunded(now),
                  List.of(
                      new PaymentRefundedV1(
                          id.value(),
                          requested.purchase().checkoutId().value(),
                          requested.userId().value(),
                          MoneyV1.of(requested.amount()),
                          requested.reason().slug(),
                          now)));
          case Refused refused -> payments.save(refused(requested, refused, now), List.of());
          case Pending pending -> {
            if (!postponedBefore) {
              payments.save(requested.postpone(now), List.of());
            }
          }
        }
      }
      return id;
    });
  }

  private RefundRequested refused(RefundRequested requested, Refused refused, Instant now) {
    RefundRequested noted = requested.refused(refused.reason());
    return postponedBefore ? noted : noted.postpone(now);
  }

  @FunctionalInterface
  private interface Save {
    Object apply(Requested requested, Instant now);
  }

  /** Saves unless somebody else has recorded the answer; an answer is final, so theirs is ours. */
  private void whileRequested(PaymentId id, Save save) {
    retry(() ->
        payments.find(id).orElse(null) instanceof Requested requested
            ? save.apply(requested, clock.instant())
            : id);
  }
}
