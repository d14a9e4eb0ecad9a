package dev.stoa.basket.application;

import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.domain.CheckoutOrigin;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the end of a purchase does to the basket: the generation ends, and what was bought leaves
 * with it. As often as it is said, it happens once.
 */
final class EndedPurchase {
  private final Baskets baskets;
  private final BasketSignals signals;

  EndedPurchase(Baskets baskets, BasketSignals signals) {
    this.baskets = baskets;
    this.signals = signals;
  }

  /** Paid: what was bought leaves the basket. */
  void bought(Checkout checkout) {
    Map<Sku, Quantity> lines = new LinkedHashMap<>();
    for (CheckoutLine line : checkout.content().lines()) {
      lines.put(line.sku(), line.quantity());
    }
    BasketOwner owner = BasketOwner.user(checkout.content().userId());
    CheckoutOrigin origin = checkout.content().origin();
    boolean changed =
        origin == null
            ? baskets.takeOut(owner, checkout.id(), lines)
            : baskets.endGeneration(owner, origin.generation(), lines);
    if (changed) {
      signals.changed(owner);
    }
  }

  /** Not to be had, or not paid: the lines stay. */
  void notBought(Checkout checkout) {
    CheckoutOrigin origin = checkout.content().origin();
    if (origin != null) {
      baskets.endGeneration(
          BasketOwner.user(checkout.content().userId()), origin.generation(), Map.of());
    }
  }

  /** As its end asks for. */
  void of(Checkout.Closed checkout) {
    switch (checkout) {
      case Checkout.Completed completed -> bought(completed);
      case Checkout.Refunded refunded -> bought(refunded);
      case Checkout.Refused refused -> notBought(refused);
      case Checkout.Declined declined -> notBought(declined);
    }
  }
}
