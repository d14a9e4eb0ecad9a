package org.carpark.usecases.billing;

import java.time.Duration;
import org.carpark.model.billing.Tariff;
import org.carpark.model.common.Plate;
import org.carpark.news.parking.CarLeftV1;
import org.carpark.usecases.billing.needs.Debts;

/** Charges who has left. */
public final class ChargeStay {
  private final Debts debts;
  private final Tariff tariff;

  public ChargeStay(Debts debts, Tariff tariff) {
    this.debts = debts;
    this.tariff = tariff;
  }

  public void on(CarLeftV1 event) {
    debts.add(new Plate(event.plate()), tariff.of(Duration.ofSeconds(event.secondsParked())));
  }
}
