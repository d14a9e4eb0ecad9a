package dev.stoa.shared.domain;

import java.util.regex.Pattern;

/**
 * A stock keeping unit: the shop's own code of one sellable variant. 1 to 64 of the characters
 * {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit; compared as written.
 */
public record Sku(String value) implements Comparable<Sku> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public Sku {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected a SKU of 1 to 64 letters, digits, '.', '_' or '-', but was '" + value + "'");
    }
  }

  public static Sku of(String value) {
    return new Sku(value);
  }

  @Override
  public int compareTo(Sku other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
