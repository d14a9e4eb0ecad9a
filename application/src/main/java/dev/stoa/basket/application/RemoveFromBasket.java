package dev.stoa.basket.application;

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

  public RemoveFromBasket(Baskets baskets) {
    this.baskets = baskets;
  }

  public Result handle(Command command) {
    return baskets.remove(command.owner(), command.sku())
        ? new Result.Removed()
        : new Result.NotInBasket();
  }
}
