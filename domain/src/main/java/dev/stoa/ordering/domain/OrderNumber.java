package dev.stoa.ordering.domain;

import dev.stoa.shared.domain.OrderId;
import java.util.regex.Pattern;

/**
 * What people call an order: 12 characters of Crockford's base 32 (no I, L, O and U, which are
 * mistaken for others) in three groups, such as {@code 7ZQ4-0KMA-XW2P}. It follows from the order's
 * id: 60 bits of it.
 */
public record OrderNumber(String value) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern FORM =
      Pattern.compile("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}");

  public OrderNumber {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected an order number such as 7ZQ4-0KMA-XW2P, but was '" + value + "'");
    }
  }

  /** The number of the order of that id. */
  public static OrderNumber of(OrderId id) {
    long bits = id.value().getLeastSignificantBits();
    StringBuilder number = new StringBuilder(14);
    for (int i = 0; i < 12; i++) {
      if (i == 4 || i == 8) {
        number.append('-');
      }
      number.append(ALPHABET.charAt((int) (bits >>> (5 * (11 - i))) & 31));
    }
    return new OrderNumber(number.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
