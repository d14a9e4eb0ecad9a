package dev.stoa.basket.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.BasketContext;
import dev.stoa.shared.rest.RestResource;

/** Serves baskets and checkouts over HTTP. */
public final class BasketRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object basket(BasketContext basket) {
    return new BasketResource(
        basket.readBasket,
        basket.addToBasket,
        basket.setQuantity,
        basket.removeFromBasket,
        basket.clearBasket);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object checkouts(BasketContext basket) {
    return new CheckoutResource(basket.startCheckout, basket.readCheckout, basket.awaitCheckout);
  }
}
