package org.carpark.usecases.parking.needs;

import java.util.Optional;
import org.carpark.model.common.Plate;
import org.carpark.model.parking.Stay;

/** The cars that are here: one stay a plate. */
public interface Stays {
  void begin(Stay stay);

  /** Takes the stay out, if there is one. */
  Optional<Stay> end(Plate plate);
}
