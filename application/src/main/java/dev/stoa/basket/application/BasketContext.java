package dev.stoa.basket.application;

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
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.Subscription;
import java.time.InstantSource;
import java.util.List;

/** Basket: baskets, their prices, and each purchase from the confirmation to its end. */
public final class BasketContext implements BoundedContext {
  /** What the basket needs. */
  public record Ports(
      Baskets baskets,
      ProductReplica products,
      Checkouts checkouts,
      CheckoutSignals checkoutSignals,
      BasketSignals basketSignals,
      InstantSource clock) {}

  public final ReadBasket readBasket;
  public final AddToBasket addToBasket;
  public final SetQuantity setQuantity;
  public final RemoveFromBasket removeFromBasket;
  public final ClearBasket clearBasket;
  public final StartCheckout startCheckout;
  public final ReadCheckout readCheckout;
  public final AwaitCheckout awaitCheckout;
  private final SettleCheckout settle;
  private final ForgetBuyer forget;
  private final ProductReplica products;
  private final ReplicateProducts replicate;

  public BasketContext(Ports ports) {
    readBasket = new ReadBasket(ports.baskets, ports.products);
    addToBasket = new AddToBasket(ports.baskets, ports.products, ports.basketSignals);
    setQuantity = new SetQuantity(ports.baskets, ports.products, ports.basketSignals);
    removeFromBasket = new RemoveFromBasket(ports.baskets, ports.basketSignals);
    clearBasket = new ClearBasket(ports.baskets, ports.basketSignals);
    startCheckout =
        new StartCheckout(
            ports.baskets, ports.products, ports.checkouts, ports.basketSignals, ports.clock);
    readCheckout = new ReadCheckout(ports.checkouts);
    awaitCheckout = new AwaitCheckout(readCheckout, ports.checkoutSignals);
    settle =
        new SettleCheckout(
            ports.baskets, ports.checkouts, ports.checkoutSignals, ports.basketSignals);
    forget = new ForgetBuyer(ports.baskets);
    products = ports.products;
    replicate = new ReplicateProducts(ports.products);
  }

  @Override
  public List<Subscription> subscriptions() {
    return List.of(
        Subscription.group("basket-checkout")
            .on(PaymentCreatedV1.class, settle::on)
            .on(OrderPlacedV1.class, settle::on)
            .on(StockRefusedV1.class, settle::on)
            .on(PaymentDeclinedV1.class, settle::on)
            .on(PaymentRefundedV1.class, settle::on)
            .on(UserDeletedV1.class, forget::on)
            .build(),
        Subscription.group("basket-products")
            .on(ProductCreatedV1.class, replicate::on)
            .on(ProductUpdatedV1.class, replicate::on)
            .on(ProductDeletedV1.class, replicate::on)
            .on(StockChangedV1.class, replicate::on)
            .keepingCopy(products::incarnation)
            .build());
  }
}
