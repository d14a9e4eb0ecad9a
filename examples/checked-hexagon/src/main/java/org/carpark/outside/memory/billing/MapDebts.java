package org.carpark.outside.memory.billing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.carpark.model.common.Plate;
import org.carpark.usecases.billing.needs.Debts;

/** Debts in memory. */
final class MapDebts implements Debts {
  private final Map<Plate, Long> debts = new ConcurrentHashMap<>();

  @Override
  public void add(Plate plate, long cents) {
    debts.merge(plate, cents, Math::addExact);
  }

  @Override
  public long of(Plate plate) {
    return debts.getOrDefault(plate, 0L);
  }
}
