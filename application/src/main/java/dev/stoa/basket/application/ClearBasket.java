package dev.stoa.basket.application;

import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.domain.BasketOwner;

/** Empties a basket. */
public final class ClearBasket {
  /** Whose basket. */
  public record Command(BasketOwner owner) {}

  private final Baskets baskets;

  public ClearBasket(Baskets baskets) {
    this.baskets = baskets;
  }

  public void handle(Command command) {
    baskets.clear(command.owner());
  }
}
