package dev.stoa.payment.application.port;

import dev.stoa.shared.domain.PaymentId;
import java.util.regex.Pattern;

/**
 * The name under which the gateway does a thing at most once. It follows from the payment, so that
 * whoever resumes a payment after a crash uses the same one. 1 to 100 of {@code A-Z a-z 0-9 _ -}.
 */
public record GatewayKey(String value) implements Comparable<GatewayKey> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  public GatewayKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected a gateway key of 1 to 100 letters, digits, '_' or '-', but was '"
              + value
              + "'");
    }
  }

  /** The key of the one charge that a payment makes. */
  public static GatewayKey ofCharge(PaymentId payment) {
    return new GatewayKey("charge-" + payment);
  }

  /** The key of the one refund that a payment may make. */
  public static GatewayKey ofRefund(PaymentId payment) {
    return new GatewayKey("refund-" + payment);
  }

  @Override
  public int compareTo(GatewayKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
