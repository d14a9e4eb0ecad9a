package dev.stoa.prove;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A defect that can be planted into the shop of a history, to see that it is found.
 *
 * @param name as it stands in {@code docs/promises.md}: {@code idempotency-key-dropped}
 * @param text what is wrong, in half a sentence
 * @param breaks the promise that it breaks, maybe among others
 * @param budget within so many histories it is found
 * @param parts makes a shop with the defect; each history has one of its own
 */
record Plant(String name, String text, Promise breaks, int budget, Supplier<Parts> parts) {
  /** Where defects come from: the tests have them, the product does not. */
  interface Source {
    List<Plant> all();
  }

  /** The name in documents of a constant. */
  static String slug(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of that name; null when there is none. */
  static @Nullable Plant named(String name, List<Plant> all) {
    String wanted = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    return all.stream().filter(plant -> plant.name.equals(wanted)).findFirst().orElse(null);
  }
}
