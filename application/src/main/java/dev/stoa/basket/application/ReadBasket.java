package dev.stoa.basket.application;

import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.PricedBasket;

/** Reads a basket at the prices of now. */
public final class ReadBasket {
  /** Whose basket. */
  public record Query(BasketOwner owner) {}

  private final Baskets baskets;
  private final ProductReplica products;

  public ReadBasket(Baskets baskets, ProductReplica products) {
    this.baskets = baskets;
    this.products = products;
  }

  public PricedBasket handle(Query query) {
    return priced(baskets, products, query.owner());
  }

  static PricedBasket priced(Baskets baskets, ProductReplica products, BasketOwner owner) {
    Basket basket = baskets.find(owner);
    return basket.price(products.find(basket.lines().stream().map(BasketLine::sku).toList()));
  }
}
