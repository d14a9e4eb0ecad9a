package dev.stoa.basket.domain;

/**
 * Counts how often a basket was bought, or was meant to be: it grows by one whenever a purchase of
 * the basket has ended, however it ended. What one generation of a basket holds is bought at most
 * once.
 *
 * @param value 0 or more; a store that may lose a basket begins the new one with a number that the
 *     lost one never had
 */
public record Generation(long value) {
  /** That of a basket that was never used. */
  public static final Generation FIRST = new Generation(0);

  public Generation {
    if (value < 0) {
      throw new IllegalArgumentException("expected a generation of 0 or more, but was " + value);
    }
  }

  /** The one that follows. */
  public Generation next() {
    return new Generation(Math.addExact(value, 1));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
