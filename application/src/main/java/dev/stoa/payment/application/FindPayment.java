package dev.stoa.payment.application;

import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.UserId;

/** Reads one payment. Another user's is not found; an administrator finds all. */
public final class FindPayment {
  private final Payments payments;

  public FindPayment(Payments payments) {
    this.payments = payments;
  }

  /**
   * What is asked for.
   *
   * @param all whether the caller may read everybody's
   */
  public record Query(UserId caller, boolean all, PaymentId id) {}

  /** The answer. */
  public sealed interface Result {
    /** Here it is. */
    record Found(Payment payment) implements Result {}

    /** There is none, or it is another user's. */
    record NotFound() implements Result {}
  }

  public Result handle(Query query) {
    return payments
        .find(query.id())
        .filter(payment -> query.all() || payment.userId().equals(query.caller()))
        .<Result>map(Result.Found::new)
        .orElseGet(Result.NotFound::new);
  }
}
