package dev.stoa.payment.application.port;

import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All payments.
 *
 * <ul>
 *   <li>What was saved is found again, in every state, also after a restart.
 *   <li>A save is accepted only from the version it was loaded at: one of several wins, the others
 *       get {@link StaleAggregate} and change nothing.
 *   <li>State and events of a save appear together or not at all.
 *   <li>Due payments are those unresolved whose next attempt is not in the future, the longest due
 *       first.
 *   <li>A list goes through all payments in the order of their ids as text, each once.
 *   <li>Those that a person has to decide are not due; they are counted, and listed in a fixed
 *       order, each once. Neither reads the others.
 *   <li>The tally counts and adds up each state and currency; what a person has to decide is in the
 *       state that is open.
 *   <li>A store that cannot be reached is {@link StoreUnavailable}.
 * </ul>
 */
public interface Payments {
  Optional<Payment> find(PaymentId id);

  /**
   * Stores the payment with its events in one commit.
   *
   * @return the version it now has
   * @throws StaleAggregate when another save came first
   */
  Version save(Payment payment, List<? extends PublishedEvent> events);

  /** Unresolved payments that the gateway is to be asked about now. */
  List<Payment.Unresolved> due(Instant now, int limit);

  /** All payments in the order of their ids, for comparison with the gateway's ledger. */
  Page<Payment> list(PageRequest page);

  /** The payments that a person has to decide. */
  Page<Payment.NeedsDecision> needingDecision(PageRequest page);

  /** How many payments a person has to decide. */
  long countNeedingDecision();

  /** Counts and sums by state. */
  Tally tally();

  /** The states of a payment, as they are counted. */
  enum State {
    REQUESTED,
    CAPTURED,
    DECLINED,
    EXPIRED,
    CHARGED_LATE,
    GIVEN_BACK,
    GIVEN_BACK_BY_HAND,
    REFUND_REQUESTED,
    REFUNDED,
    REFUNDED_BY_HAND;

    public static State of(Payment payment) {
      return switch (payment) {
        case Payment.Requested requested -> REQUESTED;
        case Payment.Captured captured -> CAPTURED;
        case Payment.Declined declined -> DECLINED;
        case Payment.Expired expired -> EXPIRED;
        case Payment.ChargedLate late -> CHARGED_LATE;
        case Payment.GivenBack back -> GIVEN_BACK;
        case Payment.RefundRequested refund -> REFUND_REQUESTED;
        case Payment.Refunded refunded -> REFUNDED;
        case Payment.NeedsDecision waiting -> of(waiting.open());
        case Payment.SettledByHand settled ->
            switch (settled.open()) {
              case Payment.Requested requested -> DECLINED;
              case Payment.Expired expired -> DECLINED;
              case Payment.ChargedLate late -> GIVEN_BACK_BY_HAND;
              case Payment.RefundRequested refund -> REFUNDED_BY_HAND;
            };
      };
    }

    /** The name as events and API write it: {@code refund-requested}. */
    public String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * How many payments are in a state, and what they amount to.
   *
   * @param sums one amount per currency
   */
  record Count(long count, List<Money> sums) {
    public static final Count NONE = new Count(0, List.of());

    public Count {
      sums = List.copyOf(sums);
    }
  }

  /** The counts by state. */
  record Tally(Map<State, Count> byState) {
    public Tally {
      byState = Map.copyOf(byState);
    }

    public Count of(State state) {
      return byState.getOrDefault(state, Count.NONE);
    }
  }
}
