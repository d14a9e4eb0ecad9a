package dev.stoa.basket.inprocess;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.basket.application.port.CheckoutSignals;

/** Signals the end of checkouts within this process. */
public final class InProcessBasketModule extends AbstractModule {
  @Provides
  @Singleton
  static CheckoutSignals checkoutSignals() {
    return new InProcessCheckoutSignals();
  }
}
