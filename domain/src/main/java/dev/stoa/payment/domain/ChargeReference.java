package dev.stoa.payment.domain;

/** The gateway's own name of a charge: 1 to 200 characters, needed to refund it. */
public record ChargeReference(String value) {
  public ChargeReference {
    if (value.isBlank() || value.length() > 200) {
      throw new IllegalArgumentException(
          "expected a charge reference of 1 to 200 characters, but was '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
