package dev.stoa.payment.application;

import static dev.stoa.shared.application.OptimisticRetry.retry;

import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.HandNote;
import dev.stoa.payment.domain.Payment;
import dev.stoa.payment.domain.Payment.NeedsDecision;
import dev.stoa.payment.domain.Payment.RefundRequested;
import dev.stoa.payment.domain.Payment.SettledByHand;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator decides about a payment that the gateway could not settle: it is asked again, or the
 * operator has settled it. A refund that was settled counts as made: the order is cancelled and the
 * invoice reversed, as for every refund.
 */
public final class DecidePayment {
  /** What is decided. */
  public sealed interface Decision {
    /** The gateway is asked again. */
    record Retry() implements Decision {}

    /**
     * It was settled outside the shop.
     *
     * @param note what was done, 1 to {@link HandNote#LONGEST} characters
     */
    record Settled(String note) implements Decision {}
  }

  /**
   * The decision of an operator.
   *
   * @param version of the payment as the operator saw it; null when that does not matter
   */
  public record Command(
      PaymentId payment, Decision decision, UserId operator, @Nullable Version version) {}

  /** What came of it. */
  public sealed interface Result {
    /** It is as decided; also when the same had been decided before. */
    record Decided(Payment payment) implements Result {}

    /** There is no such payment. */
    record NotFound() implements Result {}

    /** The payment has changed since the operator saw it. */
    record Changed(Version now) implements Result {}

    /** There is nothing to decide about it. */
    record NothingToDecide() implements Result {}
  }

  private final Payments payments;
  private final InstantSource clock;

  public DecidePayment(Payments payments, InstantSource clock) {
    this.payments = payments;
    this.clock = clock;
  }

  public Result handle(Command command) {
    return retry(() -> {
      Payment payment = payments.find(command.payment()).orElse(null);
      if (payment == null) {
        return new Result.NotFound();
      }
      if (payment instanceof SettledByHand settled
          && command.decision() instanceof Decision.Settled again
          && settled.note().text().equals(again.note().strip())) {
        return new Result.Decided(settled);
      }
      if (command.version() != null && !command.version().equals(payment.version())) {
        return new Result.Changed(payment.version());
      }
      return payment instanceof NeedsDecision waiting
          ? new Result.Decided(decided(waiting, command))
          : new Result.NothingToDecide();
    });
  }

  private Payment decided(NeedsDecision waiting, Command command) {
    Instant now = clock.instant();
    Payment decided =
        switch (command.decision()) {
          case Decision.Retry retry -> waiting.retry(now);
          case Decision.Settled settled ->
              waiting.settle(new HandNote(settled.note(), command.operator(), now));
        };
    List<PaymentRefundedV1> events =
        decided instanceof SettledByHand settled && settled.open() instanceof RefundRequested refund
            ? List.of(SettlePayment.refundedEvent(refund, now))
            : List.of();
    return decided.at(payments.save(decided, events));
  }
}
