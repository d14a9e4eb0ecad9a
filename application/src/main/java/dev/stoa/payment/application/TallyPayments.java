package dev.stoa.payment.application;

import dev.stoa.payment.application.port.Payments;

/** Counts and adds up the payments by state, for the comparison of the books. */
public final class TallyPayments {
  private final Payments payments;

  public TallyPayments(Payments payments) {
    this.payments = payments;
  }

  public Payments.Tally handle() {
    return payments.tally();
  }
}
