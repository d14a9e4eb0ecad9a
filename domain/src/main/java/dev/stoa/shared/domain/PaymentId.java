package dev.stoa.shared.domain;

import java.util.UUID;

/**
 * The identity of a payment; derived from its checkout, so that a checkout is paid at most once.
 */
public record PaymentId(UUID value) {
  /** Reads the canonical text form of a UUID. */
  public static PaymentId parse(String text) {
    return new PaymentId(Uuids.parse(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
