package dev.stoa.basket.application.port;

import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.shared.domain.ProductId;

/**
 * Hints, for those who show baskets live, that one has changed. Announced after the change is
 * durable; a hint may be lost. Neither waits nor throws.
 */
public interface BasketSignals {
  /** Announces to nobody. */
  BasketSignals NONE =
      new BasketSignals() {
        @Override
        public void changed(BasketOwner owner) {}

        @Override
        public void wanted(BasketOwner owner, ProductId product) {}
      };

  /** The basket holds other things, or other quantities, than before. */
  void changed(BasketOwner owner);

  /** The owner has put pieces of the product into the basket. */
  void wanted(BasketOwner owner, ProductId product);
}
