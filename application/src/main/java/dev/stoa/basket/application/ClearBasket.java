package dev.stoa.basket.application;

import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.domain.BasketOwner;

/** Empties a basket. */
public final class ClearBasket {
  /** Whose basket. */
  public record Command(BasketOwner owner) {}

  private final Baskets baskets;
  private final BasketSignals signals;

  public ClearBasket(Baskets baskets, BasketSignals signals) {
    this.baskets = baskets;
    this.signals = signals;
  }

  public void handle(Command command) {
    baskets.clear(command.owner());
    signals.changed(command.owner());
  }
}
