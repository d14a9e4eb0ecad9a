package dev.stoa.shared.domain;

import java.util.UUID;

/**
 * The identity of a checkout: one attempt of one buyer to buy the contents of a basket.
 * Reservation, payment, order and invoice of a purchase are all derived from it.
 */
public record CheckoutId(UUID value) {
  /** Reads the canonical text form of a UUID. */
  public static CheckoutId parse(String text) {
    return new CheckoutId(Uuids.parse(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
