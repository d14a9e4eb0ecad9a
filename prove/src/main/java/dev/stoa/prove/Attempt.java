package dev.stoa.prove;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutOrigin;
import dev.stoa.shared.domain.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a buyer to buy a basket, as the buyer's client names it: whatever checkout comes
 * of it, the client knows the attempt before.
 */
record Attempt(UserId user, String key) {
  /** The attempt that a checkout came of; null when it names none. */
  static @Nullable Attempt of(Checkout checkout) {
    CheckoutOrigin origin = checkout.content().origin();
    return origin == null ? null : new Attempt(checkout.content().userId(), origin.key());
  }
}
