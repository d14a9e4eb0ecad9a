package dev.stoa.prove;

import java.util.Arrays;
import java.util.List;

/** Lets {@code stoa prove --plant} plant them. */
public final class Defects implements Plant.Source {
  /** The service loader makes it. */
  public Defects() {}

  @Override
  public List<Plant> all() {
    return Arrays.stream(Defect.values()).map(Defect::plant).toList();
  }
}
