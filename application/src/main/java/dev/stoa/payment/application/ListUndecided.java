package dev.stoa.payment.application;

import dev.stoa.payment.application.port.Payments;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;

/** Lists the payments that a person has to decide, for an operator. */
public final class ListUndecided {
  private final Payments payments;

  public ListUndecided(Payments payments) {
    this.payments = payments;
  }

  public Page<Payment.NeedsDecision> handle(PageRequest page) {
    return payments.needingDecision(page);
  }

  /** How many there are. */
  public long count() {
    return payments.countNeedingDecision();
  }
}
