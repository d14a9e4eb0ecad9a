package dev.stoa.payment.document;

import static java.util.Objects.requireNonNull;

import dev.stoa.payment.application.PurchaseSnapshot;
import dev.stoa.payment.application.port.Payments.State;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Purchase;
import dev.stoa.payment.domain.Reason;
import dev.stoa.payment.domain.RetryPlan;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.CheckoutV1;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it is stored. What its state does not have is null.
 *
 * @param state a name of {@link State}
 * @param amountMinor the total once more, in minor units, so that stores can add it up
 * @param due when it is to be asked about, in milliseconds since 1970; null when it is resolved
 */
public record PaymentDocument(
    int form,
    String state,
    CheckoutV1 checkout,
    long amountMinor,
    String currency,
    Instant requestedAt,
    @Nullable Long due,
    @Nullable Integer attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable String reference,
    @Nullable Instant capturedAt,
    @Nullable String reason,
    @Nullable String refusal,
    @Nullable Instant endedAt) {
  private static final int FORM = 1;

  public static PaymentDocument of(Payment payment) {
    return switch (payment) {
      case Payment.Requested p -> of(p, p.plan(), null, null, null, null, null);
      case Payment.Captured p -> of(p, null, p.reference(), p.capturedAt(), null, null, null);
      case Payment.Declined p -> of(p, null, null, null, p.reason(), null, p.declinedAt());
      case Payment.RefundRequested p ->
          of(p, p.plan(), p.reference(), p.capturedAt(), p.reason(), p.refusal(), null);
      case Payment.Refunded p ->
          of(p, null, p.reference(), p.capturedAt(), p.reason(), null, p.refundedAt());
    };
  }

  private static PaymentDocument of(
      Payment payment,
      @Nullable RetryPlan plan,
      @Nullable ChargeReference reference,
      @Nullable Instant capturedAt,
      @Nullable Reason reason,
      @Nullable Reason refusal,
      @Nullable Instant endedAt) {
    return new PaymentDocument(
        FORM,
        State.of(payment).name(),
        PurchaseSnapshot.write(payment.purchase()),
        payment.amount().minorUnits(),
        payment.amount().currency().getCurrencyCode(),
        payment.requestedAt(),
        plan == null ? null : plan.nextAttemptAt().toEpochMilli(),
        plan == null ? null : plan.attempts(),
        plan == null ? null : plan.nextAttemptAt(),
        reference == null ? null : reference.value(),
        capturedAt,
        reason == null ? null : reason.slug(),
        refusal == null ? null : refusal.slug(),
        endedAt);
  }

  public Payment toPayment(Version version) {
    Purchase purchase = PurchaseSnapshot.read(checkout);
    return switch (State.valueOf(state)) {
      case REQUESTED -> new Payment.Requested(purchase, version, requestedAt, plan());
      case CAPTURED ->
          new Payment.Captured(
              purchase, version, requestedAt, charge(), requireNonNull(capturedAt));
      case DECLINED ->
          new Payment.Declined(purchase, version, requestedAt, why(), requireNonNull(endedAt));
      case REFUND_REQUESTED ->
          new Payment.RefundRequested(
              purchase,
              version,
              requestedAt,
              charge(),
              requireNonNull(capturedAt),
              why(),
              plan(),
              refusal == null ? null : new Reason(refusal));
      case REFUNDED ->
          new Payment.Refunded(
              purchase,
              version,
              requestedAt,
              charge(),
              requireNonNull(capturedAt),
              why(),
              requireNonNull(endedAt));
    };
  }

  private RetryPlan plan() {
    return new RetryPlan(requireNonNull(attempts), requireNonNull(nextAttemptAt));
  }

  private ChargeReference charge() {
    return new ChargeReference(requireNonNull(reference));
  }

  private Reason why() {
    return new Reason(requireNonNull(reason));
  }
}
