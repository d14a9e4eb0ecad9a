package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.BasketContext;
import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.shared.application.BoundedContext;
import java.time.InstantSource;

/** The ports of the basket. */
public final class BasketModule extends AbstractModule {
  @Provides
  @Singleton
  static BasketContext context(
      Baskets baskets,
      ProductReplica products,
      Checkouts checkouts,
      CheckoutSignals checkoutSignals,
      BasketSignals basketSignals,
      InstantSource clock) {
    return new BasketContext(
        new BasketContext.Ports(
            baskets, products, checkouts, checkoutSignals, basketSignals, clock));
  }

  @ProvidesIntoSet
  static BoundedContext runs(BasketContext context) {
    return context;
  }
}
