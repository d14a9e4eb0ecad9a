package org.carpark.start;

import java.time.InstantSource;
import org.carpark.model.billing.Tariff;
import org.carpark.model.common.Plate;
import org.carpark.outside.memory.billing.BillingMemory;
import org.carpark.outside.memory.parking.ParkingMemory;
import org.carpark.usecases.billing.ChargeStay;
import org.carpark.usecases.billing.needs.Debts;
import org.carpark.usecases.parking.PassBarrier;

/** The wiring: the only place that knows more than one adapter. */
public final class CarPark {
  private final Debts debts = BillingMemory.debts();
  private final PassBarrier barrier;
  private final ChargeStay charge;

  public CarPark(InstantSource clock, Tariff tariff) {
    this.barrier = new PassBarrier(ParkingMemory.stays(), clock);
    this.charge = new ChargeStay(debts, tariff);
  }

  public void enters(String plate) {
    barrier.in(new Plate(plate));
  }

  public void leaves(String plate) {
    barrier.out(new Plate(plate)).ifPresent(charge::on);
  }

  /** In cents. */
  public long owes(String plate) {
    return debts.of(new Plate(plate));
  }
}
