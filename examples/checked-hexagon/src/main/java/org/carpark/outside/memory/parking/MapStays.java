package org.carpark.outside.memory.parking;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.carpark.model.common.Plate;
import org.carpark.model.parking.Stay;
import org.carpark.usecases.parking.needs.Stays;

/** Stays in memory. */
final class MapStays implements Stays {
  private final Map<Plate, Stay> stays = new ConcurrentHashMap<>();

  @Override
  public void begin(Stay stay) {
    stays.put(stay.plate(), stay);
  }

  @Override
  public Optional<Stay> end(Plate plate) {
    return Optional.ofNullable(stays.remove(plate));
  }
}
