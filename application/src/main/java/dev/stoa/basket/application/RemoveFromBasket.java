package dev.stoa.basket.application;

import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.shared.domain.Sku;

/** Removes all pieces of a SKU from a basket; also when its product is long gone. */
public final class RemoveFromBasket {
  /** Which SKU. */
  public record Command(BasketOwner owner, Sku sku) {}

  /** What came of it. */
  public sealed interface Result {
    /** It was there and is gone. */
    record Removed() implements Result {}

    /** It was not there: what was wanted is so already. */
    record NotInBasket() implements Result {}
  }

  private final Baskets baskets;
  private final BasketSignals signals;

  public RemoveFromBasket(Baskets baskets, BasketSignals signals) {
    this.baskets = baskets;
    this.signals = signals;
  }

  public Result handle(Command command) {
    if (!baskets.remove(command.owner(), command.sku())) {
      return new Result.NotInBasket();
    }
    signals.changed(command.owner());
    return new Result.Removed();
  }
}
