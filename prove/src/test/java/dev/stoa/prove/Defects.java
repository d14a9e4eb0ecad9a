package dev.stoa.prove;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Lets {@code stoa prove --plant} plant them. */
public final class Defects implements Plant.Source {
  /** The service loader makes it. */
  public Defects() {}

  /** Those that somebody thought of. */
  static List<Plant> chosen() {
    return Stream.of(
            Arrays.stream(Defect.values()).map(Defect::plant).toList(),
            GoodsDefects.all(),
            PaperDefects.all(),
            MoneyDefects.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<Plant> all() {
    return Stream.concat(chosen().stream(), GeneratedDefects.all().stream()).toList();
  }
}
