package dev.stoa.payment.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The money of one checkout: requested from the buyer, taken or declined, and given back when the
 * goods cannot be had. What may happen depends on the state, so the state is the type: only what
 * was requested can be captured, only what was captured can be refunded.
 *
 * <p>Only a requested payment has a {@link Payer}: whatever it becomes, e-mail, addresses and token
 * are forgotten with the same step.
 *
 * <p>A payment is recorded before the gateway is called and says what to ask the gateway after a
 * crash. It charges and refunds the whole amount, once.
 *
 * <p>It decides how a purchase ends, and does so until its deadline: taken ({@link Captured}) or
 * not ({@link Declined}, {@link Expired}). What it has said stays. Money that the gateway takes
 * after a payment has expired is given back by the payment itself ({@link ChargedLate}).
 */
public sealed interface Payment extends Aggregate<PaymentId> {
  /** Why a payment was declined that nobody had decided by its deadline. */
  Reason EXPIRED = new Reason("expired");

  /** Why a payment is declined or refunded whose goods are lost. */
  Reason STOCK_SHORT = new Reason("stock-short");

  /** What is paid for. */
  Purchase purchase();

  /** When the payment was recorded. */
  Instant requestedAt();

  /** The same payment at another version; for persistence only. */
  Payment at(Version stored);

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

  /**
   * A new payment; nobody has called the gateway yet.
   *
   * @param deadline until when it is to be decided; after now
   */
  static Requested request(Purchase purchase, Payer payer, Instant deadline, Instant now) {
    if (!now.isBefore(deadline)) {
      throw new IllegalArgumentException(
          "expected a deadline after " + now + ", but was " + deadline);
    }
    return new Requested(
        purchase, payer, Version.NEW, now, deadline, RetryPlan.begin(now).atLatest(deadline));
  }

  /** A payment that comes after its deadline: the gateway is never called. */
  static Declined tooLate(Purchase purchase, Instant now) {
    return new Declined(purchase, Version.NEW, now, EXPIRED, now);
  }

  /** The gateway's answer is awaited. */
  sealed interface Unresolved extends Payment {
    /** When the gateway is asked next. */
    RetryPlan plan();

    /** The same payment, to be asked about later. */
    Unresolved postpone(Instant now);

    /** The same payment, to be asked about anew, from now on. */
    Unresolved askAnew(Instant now);

    @Override
    Unresolved at(Version stored);
  }

  /**
   * The gateway has been or will be asked to charge; the outcome is not known.
   *
   * @param payer forgotten with whatever comes next
   * @param deadline until when it is to be decided; from then on the charge is not asked for any
   *     more, but cancelled
   */
  record Requested(
      Purchase purchase,
      Payer payer,
      Version version,
      Instant requestedAt,
      Instant deadline,
      RetryPlan plan)
      implements Unresolved {
    private static final Duration OVERDUE_PAUSE = Duration.ofSeconds(5);

    /** The gateway took the whole amount. */
    public Captured capture(ChargeReference reference, Instant now) {
      return new Captured(purchase, version, requestedAt, reference, now);
    }

    /** The gateway refused or cancelled; no money moved and none will. */
    public Declined decline(Reason reason, Instant now) {
      return new Declined(purchase, version, requestedAt, reason, now);
    }

    /** Whether the time to decide is over. */
    public boolean isOverdue(Instant now) {
      return !now.isBefore(deadline);
    }

    /**
     * Nobody has decided by the deadline, and the gateway does not say that it will not charge.
     *
     * @throws IllegalStateException before the deadline
     */
    public Expired expire(Instant now) {
      if (!isOverdue(now)) {
        throw new IllegalStateException(
            "payment %s has until %s to be decided, but it is %s".formatted(id(), deadline, now));
      }
      return new Expired(purchase, version, requestedAt, now, RetryPlan.begin(now).postponed(now));
    }

    @Override
    public Requested postpone(Instant now) {
      // Nobody waits long for a decision that is overdue.
      Instant latest = isOverdue(now) ? now.plus(OVERDUE_PAUSE) : deadline;
      return new Requested(
          purchase, payer, version, requestedAt, deadline, plan.postponed(now).atLatest(latest));
    }

    @Override
    public Requested askAnew(Instant now) {
      return new Requested(purchase, payer, version, requestedAt, deadline, RetryPlan.anew(now));
    }

    @Override
    public Requested at(Version stored) {
      return new Requested(purchase, payer, stored, requestedAt, deadline, plan);
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

    @Override
    public Captured at(Version stored) {
      return new Captured(purchase, stored, requestedAt, reference, capturedAt);
    }
  }

  /** It was refused, or cancelled at its deadline; no money moved and none will. An end. */
  record Declined(
      Purchase purchase, Version version, Instant requestedAt, Reason reason, Instant declinedAt)
      implements Payment {
    @Override
    public Declined at(Version stored) {
      return new Declined(purchase, stored, requestedAt, reason, declinedAt);
    }
  }

  /**
   * It was declined because nobody had decided by its deadline, which is final for everybody; but
   * the gateway has not said yet that it will not charge all the same.
   */
  record Expired(
      Purchase purchase, Version version, Instant requestedAt, Instant declinedAt, RetryPlan plan)
      implements Unresolved {
    /** The gateway says that it has not charged and will not. */
    public Declined notCharged() {
      return new Declined(purchase, version, requestedAt, EXPIRED, declinedAt);
    }

    /** The gateway has charged: that is to go back. */
    public ChargedLate charged(ChargeReference reference, Instant now) {
      return new ChargedLate(
          purchase, version, requestedAt, declinedAt, reference, RetryPlan.begin(now), null);
    }

    @Override
    public Expired postpone(Instant now) {
      return new Expired(purchase, version, requestedAt, declinedAt, plan.postponed(now));
    }

    @Override
    public Expired askAnew(Instant now) {
      return new Expired(purchase, version, requestedAt, declinedAt, RetryPlan.anew(now));
    }

    @Override
    public Expired at(Version stored) {
      return new Expired(purchase, stored, requestedAt, declinedAt, plan);
    }
  }

  /**
   * The gateway charged although the payment had expired; the amount is going back. There is no
   * order and no invoice of it.
   *
   * @param refusal why the gateway last refused to give it back; null when it did not
   */
  record ChargedLate(
      Purchase purchase,
      Version version,
      Instant requestedAt,
      Instant declinedAt,
      ChargeReference reference,
      RetryPlan plan,
      @Nullable Reason refusal)
      implements Unresolved {
    /** The gateway gave the whole amount back. */
    public GivenBack givenBack(Instant now) {
      return new GivenBack(purchase, version, requestedAt, declinedAt, reference, now);
    }

    /** The gateway refused: that is kept, and it will be asked again as planned. */
    public ChargedLate refused(Reason why) {
      return new ChargedLate(purchase, version, requestedAt, declinedAt, reference, plan, why);
    }

    @Override
    public ChargedLate postpone(Instant now) {
      return new ChargedLate(
          purchase, version, requestedAt, declinedAt, reference, plan.postponed(now), refusal);
    }

    @Override
    public ChargedLate askAnew(Instant now) {
      return new ChargedLate(
          purchase, version, requestedAt, declinedAt, reference, RetryPlan.anew(now), refusal);
    }

    @Override
    public ChargedLate at(Version stored) {
      return new ChargedLate(purchase, stored, requestedAt, declinedAt, reference, plan, refusal);
    }
  }

  /** What was charged after the payment had expired is back with the buyer. An end. */
  record GivenBack(
      Purchase purchase,
      Version version,
      Instant requestedAt,
      Instant declinedAt,
      ChargeReference reference,
      Instant givenBackAt)
      implements Payment {
    @Override
    public GivenBack at(Version stored) {
      return new GivenBack(purchase, stored, requestedAt, declinedAt, reference, givenBackAt);
    }
  }

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

    @Override
    public RefundRequested askAnew(Instant now) {
      return new RefundRequested(
          purchase,
          version,
          requestedAt,
          reference,
          capturedAt,
          reason,
          RetryPlan.anew(now),
          refusal);
    }

    @Override
    public RefundRequested at(Version stored) {
      return new RefundRequested(
          purchase, stored, requestedAt, reference, capturedAt, reason, plan, refusal);
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
      implements Payment {
    @Override
    public Refunded at(Version stored) {
      return new Refunded(purchase, stored, requestedAt, reference, capturedAt, reason, refundedAt);
    }
  }

  /**
   * The gateway was asked as long as {@link Patience} allows, and is asked no more: a person has to
   * decide.
   *
   * @param open what is open; never a {@link Requested}, whose deadline decides
   * @param why the refusal, or {@code undecided} when no answer decided anything
   */
  record NeedsDecision(Unresolved open, Reason why, Instant since) implements Payment {
    public NeedsDecision {
      if (open instanceof Requested) {
        throw new IllegalArgumentException(
            "payment %s is decided by its deadline, not by a person".formatted(open.id()));
      }
    }

    /** The gateway is to be asked again, with new patience. */
    public Unresolved retry(Instant now) {
      return open.askAnew(now);
    }

    /** It was settled outside the shop, or there was nothing to settle. */
    public SettledByHand settle(HandNote note) {
      return new SettledByHand(open, note);
    }

    @Override
    public Purchase purchase() {
      return open.purchase();
    }

    @Override
    public Instant requestedAt() {
      return open.requestedAt();
    }

    @Override
    public Version version() {
      return open.version();
    }

    @Override
    public NeedsDecision at(Version stored) {
      return new NeedsDecision(open.at(stored), why, since);
    }
  }

  /**
   * A person has settled what was open, and answers for it. An end.
   *
   * @param open what was open
   */
  record SettledByHand(Unresolved open, HandNote note) implements Payment {
    @Override
    public Purchase purchase() {
      return open.purchase();
    }

    @Override
    public Instant requestedAt() {
      return open.requestedAt();
    }

    @Override
    public Version version() {
      return open.version();
    }

    @Override
    public SettledByHand at(Version stored) {
      return new SettledByHand(open.at(stored), note);
    }
  }
}
