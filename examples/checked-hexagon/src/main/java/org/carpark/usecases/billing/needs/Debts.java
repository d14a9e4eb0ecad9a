package org.carpark.usecases.billing.needs;

import org.carpark.model.common.Plate;

/** What each car owes. */
public interface Debts {
  void add(Plate plate, long cents);

  long of(Plate plate);
}
