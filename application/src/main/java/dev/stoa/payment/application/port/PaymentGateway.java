package dev.stoa.payment.application.port;

import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.PaymentMethod;
import dev.stoa.payment.domain.Reason;
import dev.stoa.shared.domain.Money;

/**
 * Whoever moves the money.
 *
 * <ul>
 *   <li>The same key never charges twice, also when it is used by many at once: all get the outcome
 *       of the first.
 *   <li>The outcome of a key is final once it is Charged or Refused; Pending becomes one of them.
 *   <li>A key used again with another amount is Refused with {@code key-reused}, and what was
 *       charged under it stays.
 *   <li>Cancel ends a key without a charge, for good, also when it was never heard of: from the
 *       answer {@link Cancelled} on a charge under it, whenever it arrives, is Refused with {@code
 *       cancelled}, and so says find. Asked again it is Cancelled again.
 *   <li>Cancel undoes nothing: what was charged is Charged, what was refused is Refused. Pending
 *       means that the charge is under way and cannot be stopped any more; it becomes Charged or
 *       Refused.
 *   <li>Find tells the truth about a key, also after a restart and after a call that ended without
 *       an answer: Unknown means that no charge was made under it.
 *   <li>A refund is made at most once per key; the same refund again is Refunded again. A refund
 *       key used again for something else is Refused with {@code key-reused}.
 *   <li>A refund of a charge that does not exist is Refused with {@code unknown-charge}; more than
 *       was charged is never given back, it is Refused with {@code amount-exceeds-charge}.
 *   <li>Every call ends within a bounded time: with an answer or with {@link GatewayUnavailable},
 *       after which the outcome is unknown and the same call may be made again.
 * </ul>
 */
public interface PaymentGateway {
  /** Takes the amount from the payment method. */
  ChargeAnswer charge(GatewayKey key, Money amount, PaymentMethod paymentMethod);

  /** What became of the charge of that key. */
  FindAnswer find(GatewayKey key);

  /** Keeps the charge of that key from being made. */
  CancelAnswer cancel(GatewayKey key);

  /** Gives the amount of a charge back. */
  RefundAnswer refund(GatewayKey key, ChargeReference charge, Money amount);

  /** What the gateway says to a charge. */
  sealed interface ChargeAnswer {}

  /** What the gateway knows about a charge. */
  sealed interface FindAnswer {}

  /** What the gateway says when a charge is to be cancelled. */
  sealed interface CancelAnswer {}

  /** What the gateway says to a refund. */
  sealed interface RefundAnswer {}

  /** The amount was taken. */
  record Charged(ChargeReference reference) implements ChargeAnswer, FindAnswer, CancelAnswer {}

  /** No money moved, and none will under this key. */
  record Refused(Reason reason) implements ChargeAnswer, FindAnswer, CancelAnswer, RefundAnswer {
    /** Why a charge is refused whose key was cancelled. */
    public static final Refused CANCELLED = new Refused(new Reason("cancelled"));
  }

  /** The gateway has not decided yet; ask again. */
  record Pending() implements ChargeAnswer, FindAnswer, CancelAnswer, RefundAnswer {}

  /** Nothing was charged under the key, and nothing will be. */
  record Cancelled() implements CancelAnswer {}

  /** The gateway never heard of the key. */
  record Unknown() implements FindAnswer {}

  /** The amount went back. */
  record Refunded() implements RefundAnswer {}

  /** The gateway did not answer in time: whether it did what it was asked to is not known. */
  final class GatewayUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GatewayUnavailable(String message) {
      super(message);
    }

    public GatewayUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
