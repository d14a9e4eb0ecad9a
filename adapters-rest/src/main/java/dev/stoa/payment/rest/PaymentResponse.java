package dev.stoa.payment.rest;

import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Reason;
import dev.stoa.shared.rest.MoneyJson;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment in JSON.
 *
 * @param status the name of its state in lower case, words joined by hyphens
 * @param reason why it was declined or goes back
 */
record PaymentResponse(
    UUID id,
    UUID checkoutId,
    String status,
    MoneyJson amount,
    @Nullable String reason,
    Instant requestedAt,
    @Nullable Instant capturedAt,
    @Nullable Instant declinedAt,
    @Nullable Instant refundedAt) {
  static PaymentResponse of(Payment payment) {
    return switch (payment) {
      case Payment.Requested p -> of(p, "requested", null, null, null, null);
      case Payment.Captured p -> of(p, "captured", null, p.capturedAt(), null, null);
      case Payment.Declined p -> of(p, "declined", p.reason(), null, p.declinedAt(), null);
      // For the buyer it is declined, whatever is still to be cleared with the gateway.
      case Payment.Expired p -> of(p, "declined", Payment.EXPIRED, null, p.declinedAt(), null);
      case Payment.ChargedLate p ->
          of(p, "charged-late", Payment.EXPIRED, null, p.declinedAt(), null);
      case Payment.GivenBack p ->
          of(p, "given-back", Payment.EXPIRED, null, p.declinedAt(), p.givenBackAt());
      case Payment.RefundRequested p ->
          of(p, "refund-requested", p.reason(), p.capturedAt(), null, null);
      case Payment.Refunded p ->
          of(p, "refunded", p.reason(), p.capturedAt(), null, p.refundedAt());
      // What waits for a person is, for the buyer, still what is open.
      case Payment.NeedsDecision p -> of(p.open());
      case Payment.SettledByHand p ->
          switch (p.open()) {
            case Payment.Requested open -> of(open);
            case Payment.Expired open -> of(open.notCharged());
            case Payment.ChargedLate open -> of(open.givenBack(p.note().at()));
            case Payment.RefundRequested open -> of(open.refunded(p.note().at()));
          };
    };
  }

  private static PaymentResponse of(
      Payment payment,
      String status,
      @Nullable Reason reason,
      @Nullable Instant capturedAt,
      @Nullable Instant declinedAt,
      @Nullable Instant refundedAt) {
    return new PaymentResponse(
        payment.id().value(),
        payment.purchase().checkoutId().value(),
        status,
        MoneyJson.of(payment.amount()),
        reason == null ? null : reason.slug(),
        payment.requestedAt(),
        capturedAt,
        declinedAt,
        refundedAt);
  }
}
