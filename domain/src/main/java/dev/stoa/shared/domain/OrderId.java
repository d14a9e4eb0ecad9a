package dev.stoa.shared.domain;

import java.util.UUID;

/** The identity of an order; derived from its checkout. */
public record OrderId(UUID value) {
  /** The one order that a checkout can become. */
  public static OrderId of(CheckoutId checkout) {
    return new OrderId(Derivation.of("order", 1).with(checkout.value()).id());
  }

  /** Reads the canonical text form of a UUID. */
  public static OrderId parse(String text) {
    return new OrderId(Uuids.parse(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
