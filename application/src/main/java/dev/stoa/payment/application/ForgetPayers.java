package dev.stoa.payment.application;

import dev.stoa.payment.application.port.FormerPayers;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.StaleAggregate;
import java.util.List;

/**
 * Makes payments that a version before stored forget who paid, and with what. A payment forgets it
 * with the step by which it is decided, so this is only for those that were decided before.
 */
public final class ForgetPayers {
  private static final int AT_ONCE = 100;

  private final FormerPayers former;
  private final Payments payments;

  public ForgetPayers(FormerPayers former, Payments payments) {
    this.former = former;
    this.payments = payments;
  }

  /**
   * Goes on where any run before ended, with at most 100 payments.
   *
   * @return how many were found
   */
  public int run() {
    List<Payment> some = former.some(AT_ONCE);
    some.forEach(this::forget);
    return some.size();
  }

  private void forget(Payment payment) {
    try {
      payments.save(payment, List.of());
    } catch (StaleAggregate savedBySomebodyElse) {
      // Whoever saved it has stored it without the payer.
      return;
    }
  }
}
