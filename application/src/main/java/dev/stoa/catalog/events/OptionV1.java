package dev.stoa.catalog.events;

import java.util.List;

/**
 * A way in which the variants of a product differ.
 *
 * @param name such as "Size"
 * @param values all values that occur, in the order of display
 */
public record OptionV1(String name, List<String> values) {
  public OptionV1 {
    values = List.copyOf(values);
  }
}
