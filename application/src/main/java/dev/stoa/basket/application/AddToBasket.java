package dev.stoa.basket.application;

import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.LineProblem;
import dev.stoa.basket.domain.PricedLine;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds pieces of a SKU to a basket. No more than what can be bought at the moment: the figure may
 * lag by a moment, so this spares the buyer a disappointment but promises nothing.
 *
 * <p>An addition that was made under a key is answered whatever has become of the product. A
 * refused one uses no key up: nothing is in the basket, and a buyer who presses the button again
 * means what can be had by then.
 */
public final class AddToBasket {
  /**
   * What to add.
   *
   * @param key names this addition, so that a repeated request adds once
   */
  public record Command(
      BasketOwner owner, Sku sku, Quantity quantity, Optional<IdempotencyKey> key) {}

  /** What came of it. */
  public sealed interface Result {
    /** The line as it is now. */
    record Added(PricedLine line) implements Result {}

    /** No product on sale has the SKU. */
    record UnknownProduct(Sku sku) implements Result {}

    /**
     * Fewer can be bought than would be in the basket.
     *
     * @param available how many can be bought
     * @param inBasket how many are already in the basket
     */
    record NotEnoughStock(Sku sku, int available, int inBasket) implements Result {}

    /** One line holds at most {@link Quantity#MAX} pieces. */
    record TooManyOfOne(Sku sku, int inBasket) implements Result {}

    /** The basket holds as many different SKUs as it can. */
    record BasketFull() implements Result {}

    /** The key was used for another addition. */
    record KeyReused() implements Result {}
  }

  private final Baskets baskets;
  private final ProductReplica products;
  private final BasketSignals signals;

  public AddToBasket(Baskets baskets, ProductReplica products, BasketSignals signals) {
    this.baskets = baskets;
    this.products = products;
    this.signals = signals;
  }

  public Result handle(Command command) {
    Sku sku = command.sku();
    ProductFacts facts = products.find(List.of(sku)).get(sku);
    if (facts == null || !facts.active()) {
      return madeBefore(command, facts).orElseGet(() -> new Result.UnknownProduct(sku));
    }
    int atMost = Math.min(Quantity.MAX, facts.buyable());
    return switch (baskets.add(command.owner(), sku, command.quantity(), atMost, command.key())) {
      case Baskets.Addition.Added added -> {
        signals.changed(command.owner());
        signals.wanted(command.owner(), facts.productId());
        yield new Result.Added(line(sku, added.inBasket(), facts));
      }
      case Baskets.Addition.TooMany many -> tooMany(facts, many.inBasket());
      case Baskets.Addition.Full full -> new Result.BasketFull();
      case Baskets.Addition.KeyReused reused -> new Result.KeyReused();
    };
  }

  /** The answer to an addition that was made when the product was still on sale. */
  private Optional<Result> madeBefore(Command command, @Nullable ProductFacts facts) {
    if (command.key().isEmpty()) {
      return Optional.empty();
    }
    // Nothing new is allowed in, so that only what was made before is answered as added.
    return switch (baskets.add(
        command.owner(), command.sku(), command.quantity(), 0, command.key())) {
      case Baskets.Addition.Added added ->
          Optional.of(
              new Result.Added(
                  new PricedLine(
                      command.sku(),
                      added.inBasket(),
                      facts,
                      facts == null ? LineProblem.GONE : LineProblem.INACTIVE)));
      case Baskets.Addition.TooMany nothing -> Optional.empty();
      case Baskets.Addition.Full nothing -> Optional.empty();
      case Baskets.Addition.KeyReused reused -> Optional.of(new Result.KeyReused());
    };
  }

  private static Result tooMany(ProductFacts facts, int inBasket) {
    return facts.buyable() >= Quantity.MAX
        ? new Result.TooManyOfOne(facts.sku(), inBasket)
        : new Result.NotEnoughStock(facts.sku(), facts.buyable(), inBasket);
  }

  static PricedLine line(Sku sku, Quantity quantity, ProductFacts facts) {
    @Nullable LineProblem problem =
        quantity.value() > facts.available() ? LineProblem.OUT_OF_STOCK : null;
    return new PricedLine(sku, quantity, facts, problem);
  }
}
