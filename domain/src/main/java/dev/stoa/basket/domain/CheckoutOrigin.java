package dev.stoa.basket.domain;

import dev.stoa.shared.domain.Version;

/**
 * Which basket a checkout buys, and how the buyer's client names the attempt.
 *
 * @param generation of the basket; no other checkout of that buyer has the same
 * @param basketVersion the revision of the basket whose lines are bought
 * @param key the client's name for the attempt; no other checkout of that buyer has the same
 */
public record CheckoutOrigin(Generation generation, Version basketVersion, String key) {
  public CheckoutOrigin {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("expected a key, but it was empty");
    }
  }
}
