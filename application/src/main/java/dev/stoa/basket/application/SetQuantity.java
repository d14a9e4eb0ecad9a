package dev.stoa.basket.application;

import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.PricedLine;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import java.util.List;

/**
 * Makes a basket hold exactly so many pieces of a SKU, whether it held any before or not. Doing it
 * again changes nothing.
 */
public final class SetQuantity {
  /** Which SKU and how many. */
  public record Command(BasketOwner owner, Sku sku, Quantity quantity) {}

  /** What came of it. */
  public sealed interface Result {
    /** The line as it is now. */
    record Changed(PricedLine line) implements Result {}

    /** No product on sale has the SKU. */
    record UnknownProduct(Sku sku) implements Result {}

    /** Fewer can be bought. */
    record NotEnoughStock(Sku sku, int available) implements Result {}

    /** The basket holds as many different SKUs as it can. */
    record BasketFull() implements Result {}
  }

  private final Baskets baskets;
  private final ProductReplica products;
  private final BasketSignals signals;

  public SetQuantity(Baskets baskets, ProductReplica products, BasketSignals signals) {
    this.baskets = baskets;
    this.products = products;
    this.signals = signals;
  }

  public Result handle(Command command) {
    Sku sku = command.sku();
    ProductFacts facts = products.find(List.of(sku)).get(sku);
    if (facts == null || !facts.active()) {
      return new Result.UnknownProduct(sku);
    }
    if (command.quantity().value() > facts.buyable()) {
      return new Result.NotEnoughStock(sku, facts.buyable());
    }
    if (!baskets.set(command.owner(), sku, command.quantity())) {
      return new Result.BasketFull();
    }
    signals.changed(command.owner());
    return new Result.Changed(AddToBasket.line(sku, command.quantity(), facts));
  }
}
