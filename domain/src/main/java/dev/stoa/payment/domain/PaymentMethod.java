package dev.stoa.payment.domain;

/**
 * The gateway's name for a way to pay: a token, never a card number. 1 to 200 visible ASCII
 * characters; whether the gateway knows it only the gateway can tell.
 */
public record PaymentMethod(String token) {
  public PaymentMethod {
    if (token.isEmpty()
        || token.length() > 200
        || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "expected a token of the payment gateway: 1 to 200 visible ASCII characters");
    }
  }

  /** For logs: hides the token. */
  @Override
  public String toString() {
    return "***";
  }
}
