package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.notification.application.port.NoticeSignals.Signal;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.ProductId;

/** What the basket says to those who tell buyers, wherever they run. */
final class BasketSignalsModule extends AbstractModule {
  @Provides
  @Singleton
  static BasketSignals basketSignals(NoticeSignals signals) {
    return new BasketSignals() {
      @Override
      public void changed(BasketOwner owner) {
        switch (owner) {
          case BasketOwner.User user -> signals.announce(new Signal.BasketChanged(user.id()));
        }
      }

      @Override
      public void wanted(BasketOwner owner, ProductId product) {
        // Tells buyers of one product apart, and nothing else.
        long somebody =
            Derivation.of("wanted", 1)
                .with(product.value())
                .with(owner.key())
                .id()
                .getMostSignificantBits();
        signals.announce(new Signal.ProductWanted(product, somebody));
      }
    };
  }
}
