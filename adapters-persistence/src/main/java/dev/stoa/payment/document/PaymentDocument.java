package dev.stoa.payment.document;

import static java.util.Objects.requireNonNull;

import dev.stoa.payment.application.PurchaseSnapshot;
import dev.stoa.payment.application.port.Payments.State;
import dev.stoa.payment.domain.ChargeReference;
import dev.stoa.payment.domain.HandNote;
import dev.stoa.payment.domain.Payer;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Purchase;
import dev.stoa.payment.domain.Reason;
import dev.stoa.payment.domain.RetryPlan;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.BuyerV1;
import dev.stoa.shared.events.CheckoutLineV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it is stored. What its state does not have is null.
 *
 * @param form 1, or 2 when it is stored without the payer, which form 1 always has
 * @param state a name of {@link State}
 * @param amountMinor the total once more, in minor units, so that stores can add it up
 * @param due when it is to be asked about, in milliseconds since 1970; null when it is resolved
 * @param attemptsSince when the asking began; null in what earlier versions stored
 * @param decision since when a person has to decide, in milliseconds since 1970; null when nobody
 *     has to
 * @param stop null as long as the gateway is asked, and when it has decided
 * @param deadline until when it is to be decided; null in what earlier versions stored
 */
public record PaymentDocument(
    int form,
    String state,
    BoughtDocument checkout,
    long amountMinor,
    String currency,
    Instant requestedAt,
    @Nullable Instant deadline,
    @Nullable Long due,
    @Nullable Integer attempts,
    @Nullable Instant attemptsSince,
    @Nullable Instant nextAttemptAt,
    @Nullable String reference,
    @Nullable Instant capturedAt,
    @Nullable Instant declinedAt,
    @Nullable String reason,
    @Nullable String refusal,
    @Nullable Instant endedAt,
    @Nullable Long decision,
    @Nullable Stop stop) {
  /**
   * How the asking of the gateway ended without an answer that decides.
   *
   * @param why a person has to decide; null when a person has
   * @param note what the person says who settled it; null while that is awaited
   */
  public record Stop(
      @Nullable String why,
      @Nullable Instant since,
      @Nullable String note,
      @Nullable UUID by,
      @Nullable Instant settledAt) {}

  /**
   * What is paid for, as events carry it. Who pays, and with what, is there as long as the payment
   * is requested; in form 1 it is there for ever, and not read.
   */
  public record BoughtDocument(
      UUID checkoutId,
      UUID userId,
      List<CheckoutLineV1> lines,
      MoneyV1 total,
      @Nullable String paymentMethod,
      Instant startedAt,
      @Nullable BuyerV1 buyer) {
    static BoughtDocument of(Purchase purchase, @Nullable Payer payer) {
      return new BoughtDocument(
          purchase.checkoutId().value(),
          purchase.userId().value(),
          PurchaseSnapshot.writeLines(purchase),
          MoneyV1.of(purchase.total()),
          payer == null ? null : payer.paymentMethod().token(),
          purchase.startedAt(),
          payer == null ? null : PurchaseSnapshot.writeBuyer(payer));
    }

    Purchase toPurchase() {
      return new Purchase(
          new CheckoutId(checkoutId),
          new UserId(userId),
          PurchaseSnapshot.readLines(lines),
          total.toMoney(),
          startedAt);
    }

    Payer toPayer() {
      return PurchaseSnapshot.readPayer(requireNonNull(paymentMethod), requireNonNull(buyer));
    }
  }

  private static final int WITH_PAYER = 1;
  private static final int WITHOUT_PAYER = 2;

  /** What earlier versions stored has no deadline; their goods were held for so long. */
  private static final Duration EARLIER_DEADLINE = Duration.ofMinutes(15);

  public static PaymentDocument of(Payment payment) {
    return switch (payment) {
      case Payment.Requested p ->
          new Writer(p).payer(p.payer()).deadline(p.deadline()).plan(p.plan()).write();
      case Payment.Captured p -> new Writer(p).captured(p.reference(), p.capturedAt()).write();
      case Payment.Declined p -> new Writer(p).reason(p.reason()).ended(p.declinedAt()).write();
      case Payment.Expired p -> new Writer(p).declined(p.declinedAt()).plan(p.plan()).write();
      case Payment.ChargedLate p ->
          new Writer(p)
              .declined(p.declinedAt())
              .reference(p.reference())
              .plan(p.plan())
              .refusal(p.refusal())
              .write();
      case Payment.GivenBack p ->
          new Writer(p)
              .declined(p.declinedAt())
              .reference(p.reference())
              .ended(p.givenBackAt())
              .write();
      case Payment.RefundRequested p ->
          new Writer(p)
              .captured(p.reference(), p.capturedAt())
              .reason(p.reason())
              .plan(p.plan())
              .refusal(p.refusal())
              .write();
      case Payment.Refunded p ->
          new Writer(p)
              .captured(p.reference(), p.capturedAt())
              .reason(p.reason())
              .ended(p.refundedAt())
              .write();
      case Payment.NeedsDecision p ->
          of(p.open()).stopped(State.of(p), new Stop(p.why().slug(), p.since(), null, null, null));
      case Payment.SettledByHand p ->
          of(p.open())
              .stopped(
                  State.of(p),
                  new Stop(null, null, p.note().text(), p.note().by().value(), p.note().at()));
    };
  }

  /** The same payment, about which the gateway is asked no more. */
  private PaymentDocument stopped(State counted, Stop how) {
    return new PaymentDocument(
        form,
        counted.name(),
        checkout,
        amountMinor,
        currency,
        requestedAt,
        deadline,
        null,
        attempts,
        attemptsSince,
        nextAttemptAt,
        reference,
        capturedAt,
        declinedAt,
        reason,
        refusal,
        endedAt,
        how.since == null ? null : how.since.toEpochMilli(),
        how);
  }

  public Payment toPayment(Version version) {
    if (stop == null) {
      return readState(version, State.valueOf(state));
    }
    State open =
        switch (State.valueOf(state)) {
          case GIVEN_BACK_BY_HAND -> State.CHARGED_LATE;
          case REFUNDED_BY_HAND -> State.REFUND_REQUESTED;
          case DECLINED -> State.EXPIRED;
          case REQUESTED, EXPIRED, CHARGED_LATE, REFUND_REQUESTED -> State.valueOf(state);
          case CAPTURED, GIVEN_BACK, REFUNDED ->
              throw new IllegalStateException("a payment that is " + state + " is not open");
        };
    if (!(readState(version, open) instanceof Payment.Unresolved payment)) {
      throw new IllegalStateException("a payment that is " + open + " is not open");
    }
    return stop.note == null
        ? new Payment.NeedsDecision(
            payment, new Reason(requireNonNull(stop.why)), requireNonNull(stop.since))
        : new Payment.SettledByHand(
            payment,
            new HandNote(
                stop.note, new UserId(requireNonNull(stop.by)), requireNonNull(stop.settledAt)));
  }

  private Payment readState(Version version, State which) {
    Purchase purchase = checkout.toPurchase();
    return switch (which) {
      case REQUESTED ->
          new Payment.Requested(
              purchase,
              checkout.toPayer(),
              version,
              requestedAt,
              deadline == null ? requestedAt.plus(EARLIER_DEADLINE) : deadline,
              plan());
      case CAPTURED ->
          new Payment.Captured(
              purchase, version, requestedAt, charge(), requireNonNull(capturedAt));
      case DECLINED ->
          new Payment.Declined(purchase, version, requestedAt, why(), requireNonNull(endedAt));
      case EXPIRED ->
          new Payment.Expired(purchase, version, requestedAt, requireNonNull(declinedAt), plan());
      case CHARGED_LATE ->
          new Payment.ChargedLate(
              purchase,
              version,
              requestedAt,
              requireNonNull(declinedAt),
              charge(),
              plan(),
              refusal == null ? null : new Reason(refusal));
      case GIVEN_BACK ->
          new Payment.GivenBack(
              purchase,
              version,
              requestedAt,
              requireNonNull(declinedAt),
              charge(),
              requireNonNull(endedAt));
      case GIVEN_BACK_BY_HAND, REFUNDED_BY_HAND ->
          throw new IllegalStateException("nobody has signed a payment that is " + which);
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
    Instant next = requireNonNull(nextAttemptAt);
    return new RetryPlan(
        requireNonNull(attempts), attemptsSince == null ? next : attemptsSince, next);
  }

  private ChargeReference charge() {
    return new ChargeReference(requireNonNull(reference));
  }

  private Reason why() {
    return new Reason(requireNonNull(reason));
  }

  /** Collects what a state has. */
  private static final class Writer {
    private final Payment payment;
    private @Nullable Payer payer;
    private @Nullable Instant deadline;
    private @Nullable RetryPlan plan;
    private @Nullable ChargeReference reference;
    private @Nullable Instant capturedAt;
    private @Nullable Instant declinedAt;
    private @Nullable Reason reason;
    private @Nullable Reason refusal;
    private @Nullable Instant endedAt;

    Writer(Payment payment) {
      this.payment = payment;
    }

    Writer payer(Payer person) {
      payer = person;
      return this;
    }

    Writer deadline(Instant moment) {
      deadline = moment;
      return this;
    }

    Writer plan(RetryPlan next) {
      plan = next;
      return this;
    }

    Writer reference(ChargeReference charge) {
      reference = charge;
      return this;
    }

    Writer captured(ChargeReference charge, Instant at) {
      capturedAt = at;
      return reference(charge);
    }

    Writer declined(Instant at) {
      declinedAt = at;
      return this;
    }

    Writer reason(Reason why) {
      reason = why;
      return this;
    }

    Writer refusal(@Nullable Reason why) {
      refusal = why;
      return this;
    }

    Writer ended(Instant at) {
      endedAt = at;
      return this;
    }

    PaymentDocument write() {
      return new PaymentDocument(
          payer == null ? WITHOUT_PAYER : WITH_PAYER,
          State.of(payment).name(),
          BoughtDocument.of(payment.purchase(), payer),
          payment.amount().minorUnits(),
          payment.amount().currency().getCurrencyCode(),
          payment.requestedAt(),
          deadline,
          plan == null ? null : plan.nextAttemptAt().toEpochMilli(),
          plan == null ? null : plan.attempts(),
          plan == null ? null : plan.since(),
          plan == null ? null : plan.nextAttemptAt(),
          reference == null ? null : reference.value(),
          capturedAt,
          declinedAt,
          reason == null ? null : reason.slug(),
          refusal == null ? null : refusal.slug(),
          endedAt,
          null,
          null);
    }
  }
}
