package org.carpark.outside.memory.parking;

import org.carpark.usecases.parking.needs.Stays;

/** The door of this adapter. */
public final class ParkingMemory {
  private ParkingMemory() {}

  public static Stays stays() {
    return new MapStays();
  }
}
