package dev.stoa.basket.domain;

import java.util.regex.Pattern;

/**
 * The payment gateway's name for a way to pay: 1 to 200 visible ASCII characters. Card numbers
 * never enter the shop: what looks like one (PCI DSS: a primary account number, ISO/IEC 7812: 12 to
 * 19 digits, with or without separators, that pass the Luhn check) is refused, by a message that
 * does not repeat it.
 */
public record PaymentMethodToken(String value) {
  private static final Pattern SEPARATORS = Pattern.compile("[ ._-]");
  private static final Pattern CARD_DIGITS = Pattern.compile("[0-9]{12,19}");

  public PaymentMethodToken {
    if (value.isEmpty()
        || value.length() > 200
        || value.chars().anyMatch(c -> c < ' ' || c > '~')
        || !value.strip().equals(value)) {
      throw new IllegalArgumentException(
          "expected a token of the payment gateway: 1 to 200 visible ASCII characters");
    }
    if (looksLikeCardNumber(value)) {
      throw new IllegalArgumentException(
          "this looks like a card number; card numbers are never accepted here. Let the payment"
              + " gateway make a token of it and send that");
    }
    if (value.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(
          "expected a token of the payment gateway: 1 to 200 visible ASCII characters");
    }
  }

  /** For logs: hides the token. */
  @Override
  public String toString() {
    return "***";
  }

  private static boolean looksLikeCardNumber(String value) {
    String digits = SEPARATORS.matcher(value).replaceAll("");
    return CARD_DIGITS.matcher(digits).matches() && passesLuhn(digits);
  }

  private static boolean passesLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }
}
