package org.carpark.usecases.parking;

import java.time.InstantSource;
import java.util.Optional;
import org.carpark.model.common.Plate;
import org.carpark.model.parking.Stay;
import org.carpark.news.parking.CarLeftV1;
import org.carpark.usecases.parking.needs.Stays;

/** Lets cars in and out. */
public final class PassBarrier {
  private final Stays stays;
  private final InstantSource clock;

  public PassBarrier(Stays stays, InstantSource clock) {
    this.stays = stays;
    this.clock = clock;
  }

  public void in(Plate plate) {
    stays.begin(new Stay(plate, clock.instant()));
  }

  /** Nothing for a car that was never seen. */
  public Optional<CarLeftV1> out(Plate plate) {
    return stays
        .end(plate)
        .map(stay -> new CarLeftV1(plate.text(), stay.until(clock.instant()).toSeconds()));
  }
}
