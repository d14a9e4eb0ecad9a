package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.basket.application.AddToBasket;
import dev.stoa.basket.application.AwaitCheckout;
import dev.stoa.basket.application.ClearBasket;
import dev.stoa.basket.application.ForgetBuyer;
import dev.stoa.basket.application.ReadBasket;
import dev.stoa.basket.application.ReadCheckout;
import dev.stoa.basket.application.RemoveFromBasket;
import dev.stoa.basket.application.ReplicateProducts;
import dev.stoa.basket.application.SetQuantity;
import dev.stoa.basket.application.SettleCheckout;
import dev.stoa.basket.application.StartCheckout;
import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.catalog.events.ProductCreatedV1;
import dev.stoa.catalog.events.ProductDeletedV1;
import dev.stoa.catalog.events.ProductUpdatedV1;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.Subscription;
import java.time.InstantSource;

/** The use cases of the basket. */
public final class BasketModule extends AbstractModule {
  @Provides
  @Singleton
  static ReadBasket readBasket(Baskets baskets, ProductReplica products) {
    return new ReadBasket(baskets, products);
  }

  @Provides
  @Singleton
  static AddToBasket addToBasket(Baskets baskets, ProductReplica products, BasketSignals signals) {
    return new AddToBasket(baskets, products, signals);
  }

  @Provides
  @Singleton
  static SetQuantity setQuantity(Baskets baskets, ProductReplica products, BasketSignals signals) {
    return new SetQuantity(baskets, products, signals);
  }

  @Provides
  @Singleton
  static RemoveFromBasket removeFromBasket(Baskets baskets, BasketSignals signals) {
    return new RemoveFromBasket(baskets, signals);
  }

  @Provides
  @Singleton
  static ClearBasket clearBasket(Baskets baskets, BasketSignals signals) {
    return new ClearBasket(baskets, signals);
  }

  @Provides
  @Singleton
  static StartCheckout startCheckout(
      Baskets baskets, ProductReplica products, Checkouts checkouts, InstantSource clock) {
    return new StartCheckout(baskets, products, checkouts, clock);
  }

  @Provides
  @Singleton
  static ReadCheckout readCheckout(Checkouts checkouts) {
    return new ReadCheckout(checkouts);
  }

  @Provides
  @Singleton
  static AwaitCheckout awaitCheckout(ReadCheckout read, CheckoutSignals signals) {
    return new AwaitCheckout(read, signals);
  }

  @ProvidesIntoSet
  @Singleton
  static Subscription basketCheckout(
      Baskets baskets, Checkouts checkouts, CheckoutSignals signals, BasketSignals basketSignals) {
    SettleCheckout settle = new SettleCheckout(baskets, checkouts, signals, basketSignals);
    ForgetBuyer forget = new ForgetBuyer(baskets);
    return Subscription.group("basket-checkout")
        .on(PaymentCreatedV1.class, settle::on)
        .on(OrderPlacedV1.class, settle::on)
        .on(StockRefusedV1.class, settle::on)
        .on(PaymentDeclinedV1.class, settle::on)
        .on(PaymentRefundedV1.class, settle::on)
        .on(UserDeletedV1.class, forget::on)
        .build();
  }

  @ProvidesIntoSet
  @Singleton
  static Subscription basketProducts(ProductReplica products) {
    ReplicateProducts replicate = new ReplicateProducts(products);
    return Subscription.group("basket-products")
        .on(ProductCreatedV1.class, replicate::on)
        .on(ProductUpdatedV1.class, replicate::on)
        .on(ProductDeletedV1.class, replicate::on)
        .on(StockChangedV1.class, replicate::on)
        .keepingCopy(products::incarnation)
        .build();
  }
}
