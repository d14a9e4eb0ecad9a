package org.carpark.outside.memory.billing;

import org.carpark.usecases.billing.needs.Debts;

/** The door of this adapter. */
public final class BillingMemory {
  private BillingMemory() {}

  public static Debts debts() {
    return new MapDebts();
  }
}
