package dev.stoa.catalog.domain;

import java.util.HashSet;
import java.util.List;

/**
 * A way in which the variants of a product differ, such as size. Its values are all different.
 *
 * @param name 1 to 100 characters
 * @param values 1 to 100 values of 1 to 200 characters, in the order of display
 */
public record ProductOption(String name, List<String> values) {
  public ProductOption {
    name = Texts.line("name", 100, name);
    values = values.stream().map(v -> Texts.line("values", 200, v)).toList();
    if (values.isEmpty() || values.size() > 100) {
      throw new IllegalArgumentException(
          "expected 1 to 100 values of the option '%s', but there were %d"
              .formatted(name, values.size()));
    }
    if (new HashSet<>(values).size() != values.size()) {
      throw new IllegalArgumentException("the option '" + name + "' has a value twice");
    }
  }
}
