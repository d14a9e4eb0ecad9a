package dev.stoa.basket.application;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.shared.events.CheckoutV1;

/** Lets tests of other packages make the event of a checkout. */
public final class CheckoutSnapshots {
  private CheckoutSnapshots() {}

  public static CheckoutV1 of(Checkout.Pending checkout) {
    return CheckoutEvents.snapshot(checkout);
  }
}
