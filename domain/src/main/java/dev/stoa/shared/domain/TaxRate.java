package dev.stoa.shared.domain;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A rate of value added tax in percent, 0 to 100 with at most two decimals: {@code 19}, {@code 5.5}
 * (EN 16931, BT-119 and BT-152). Trailing zeros do not count: 19 and 19.00 are equal.
 */
public record TaxRate(BigDecimal percent) implements Comparable<TaxRate> {
  private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,4})?");

  public TaxRate {
    percent = percent.stripTrailingZeros();
    if (percent.scale() < 0) {
      percent = percent.setScale(0);
    }
    if (percent.signum() < 0
        || percent.compareTo(BigDecimal.valueOf(100)) > 0
        || percent.scale() > 2) {
      throw new IllegalArgumentException(
          "expected a tax rate of 0 to 100 percent with at most two decimals, but was " + percent);
    }
  }

  /** Reads a percentage such as {@code "19"} or {@code "5.5"}. */
  public static TaxRate parse(String percent) {
    if (!PERCENT.matcher(percent).matches()) {
      throw new IllegalArgumentException(
          "expected a tax rate in percent such as \"19\", but was '" + percent + "'");
    }
    return new TaxRate(new BigDecimal(percent));
  }

  @Override
  public int compareTo(TaxRate other) {
    return percent.compareTo(other.percent);
  }

  /** The percentage without a sign: {@code "19"}. */
  @Override
  public String toString() {
    return percent.toPlainString();
  }
}
