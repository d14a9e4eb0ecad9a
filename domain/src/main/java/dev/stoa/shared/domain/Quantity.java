package dev.stoa.shared.domain;

/** How many pieces of one SKU are wanted, held or sold: 1 to 9,999. */
public record Quantity(int value) implements Comparable<Quantity> {
  /** The most that one line may ask for. */
  public static final int MAX = 9_999;

  public Quantity {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException(
          "expected a quantity of 1 to " + MAX + ", but was " + value);
    }
  }

  public static Quantity of(int value) {
    return new Quantity(value);
  }

  @Override
  public int compareTo(Quantity other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
