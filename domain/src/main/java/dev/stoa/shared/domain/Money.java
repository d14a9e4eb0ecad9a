package dev.stoa.shared.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * An amount of one currency, counted in its minor unit (cents; ISO 4217 decides how many digits).
 * Equal by value; never rounded silently. Sums and products that do not fit are an {@link
 * ArithmeticException}, sums over two currencies an {@link IllegalArgumentException}.
 */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {
  private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,15}(\\.\\d{1,4})?");

  public Money {
    if (currency.getDefaultFractionDigits() < 0) {
      throw new IllegalArgumentException("no money is counted in " + currency.getCurrencyCode());
    }
  }

  /** Nothing, in the given currency. */
  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /** The amount in minor units, with the currency's ISO 4217 code. */
  public static Money ofMinor(long minorUnits, String currencyCode) {
    return new Money(minorUnits, Currency.getInstance(currencyCode));
  }

  /**
   * Reads a decimal such as {@code "19.90"}. Fewer digits than the currency has are filled up; more
   * are refused, for nothing is rounded silently.
   *
   * @throws IllegalArgumentException when the amount is not a plain decimal of at most 18 digits,
   *     has too many decimals, or the currency is unknown
   */
  public static Money parse(String amount, String currencyCode) {
    Currency currency;
    try {
      currency = Currency.getInstance(currencyCode);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected an ISO 4217 currency code, but was '" + currencyCode + "'", e);
    }
    if (amount.length() > 20 || !AMOUNT.matcher(amount).matches()) {
      throw new IllegalArgumentException(
          "expected a decimal amount such as \"19.90\", but was '" + amount + "'");
    }
    try {
      return ofDecimal(new BigDecimal(amount), currency);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "%s has %d decimals, but the amount was '%s'"
              .formatted(currencyCode, currency.getDefaultFractionDigits(), amount),
          e);
    }
  }

  /**
   * The exact decimal as money.
   *
   * @throws ArithmeticException when the decimal has more digits than the currency
   */
  public static Money ofDecimal(BigDecimal amount, Currency currency) {
    int digits = currency.getDefaultFractionDigits();
    return new Money(
        amount.setScale(digits, RoundingMode.UNNECESSARY).unscaledValue().longValueExact(),
        currency);
  }

  /** The amount as a decimal with the currency's number of digits, such as {@code 19.90}. */
  public BigDecimal toDecimal() {
    return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits());
  }

  /** The sum; both must be of one currency. */
  public Money plus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.addExact(minorUnits, other.minorUnits), currency);
  }

  /** The difference; both must be of one currency. */
  public Money minus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.subtractExact(minorUnits, other.minorUnits), currency);
  }

  /** This amount, {@code quantity} times. */
  public Money times(Quantity quantity) {
    return new Money(Math.multiplyExact(minorUnits, quantity.value()), currency);
  }

  /** The same amount with the other sign. */
  public Money negated() {
    return new Money(Math.negateExact(minorUnits), currency);
  }

  public boolean isNegative() {
    return minorUnits < 0;
  }

  public boolean isZero() {
    return minorUnits == 0;
  }

  @Override
  public int compareTo(Money other) {
    requireSameCurrency(other);
    return Long.compare(minorUnits, other.minorUnits);
  }

  /** For people: {@code "19.90 EUR"}. */
  @Override
  public String toString() {
    return toDecimal().toPlainString() + " " + currency.getCurrencyCode();
  }

  private void requireSameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "amounts of two currencies cannot be combined: " + this + " and " + other);
    }
  }
}
