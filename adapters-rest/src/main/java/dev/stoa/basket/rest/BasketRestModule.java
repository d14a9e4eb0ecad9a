package dev.stoa.basket.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.AddToBasket;
import dev.stoa.basket.application.AwaitCheckout;
import dev.stoa.basket.application.ClearBasket;
import dev.stoa.basket.application.ReadBasket;
import dev.stoa.basket.application.ReadCheckout;
import dev.stoa.basket.application.RemoveFromBasket;
import dev.stoa.basket.application.SetQuantity;
import dev.stoa.basket.application.StartCheckout;
import dev.stoa.shared.rest.RestResource;

/** Serves baskets and checkouts over HTTP. */
public final class BasketRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object basket(
      ReadBasket read,
      AddToBasket add,
      SetQuantity set,
      RemoveFromBasket remove,
      ClearBasket clear) {
    return new BasketResource(read, add, set, remove, clear);
  }

  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object checkouts(StartCheckout start, ReadCheckout read, AwaitCheckout await) {
    return new CheckoutResource(start, read, await);
  }
}
