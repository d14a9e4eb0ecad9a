package dev.stoa.basket.application;

import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.domain.RefusedLine;
import dev.stoa.catalog.events.RefusedLineV1;
import dev.stoa.catalog.events.StockRefusedV1;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentDeclinedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.OptimisticRetry;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.MoneyV1;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Follows a purchase to its end: closes the checkout, takes what was bought out of the basket, and
 * wakes who waits. Every reaction may be repeated and may come in any order.
 *
 * <p>What is heard of a checkout that its store has lost changes nothing: payment, order and
 * invoice are not in that store, and a basket that was filled since has nothing to do with it.
 */
public final class SettleCheckout {
  private final Baskets baskets;
  private final Checkouts checkouts;
  private final CheckoutSignals signals;
  private final BasketSignals basketSignals;

  public SettleCheckout(
      Baskets baskets, Checkouts checkouts, CheckoutSignals signals, BasketSignals basketSignals) {
    this.baskets = baskets;
    this.checkouts = checkouts;
    this.signals = signals;
    this.basketSignals = basketSignals;
  }

  /** Paid: what was bought leaves the basket. */
  public void on(PaymentCreatedV1 event) {
    CheckoutId id = new CheckoutId(event.checkout().checkoutId());
    if (checkouts.mayForget() && checkouts.find(id).isEmpty()) {
      return;
    }
    Map<Sku, Quantity> bought = new LinkedHashMap<>();
    event
        .checkout()
        .lines()
        .forEach(line -> bought.put(Sku.of(line.sku()), Quantity.of(line.quantity())));
    takeOut(BasketOwner.user(new UserId(event.checkout().userId())), id, bought);
  }

  /**
   * Ordered: the checkout is complete. Who hears that finds the basket without what was bought,
   * hence it is taken out here when the payment was not heard of yet.
   */
  public void on(OrderPlacedV1 event) {
    settle(
        event.checkoutId(),
        checkout -> {
          takeOut(checkout);
          return checkout.complete(
              new OrderId(event.orderId()), new PaymentId(event.paymentId()), event.occurredAt());
        });
  }

  /** Not to be had: the basket stays as it is. */
  public void on(StockRefusedV1 event) {
    List<RefusedLine> refused = event.refused().stream().map(SettleCheckout::refused).toList();
    settle(event.checkoutId(), checkout -> checkout.refuse(refused, event.occurredAt()));
  }

  /** Not paid: the basket stays as it is. */
  public void on(PaymentDeclinedV1 event) {
    settle(
        event.checkoutId(),
        checkout ->
            checkout.decline(new PaymentId(event.paymentId()), event.reason(), event.occurredAt()));
  }

  /** Paid back. */
  public void on(PaymentRefundedV1 event) {
    settle(
        event.checkoutId(),
        checkout ->
            checkout.refund(new PaymentId(event.paymentId()), event.reason(), event.occurredAt()));
  }

  private void settle(UUID checkoutId, Function<Checkout, Optional<Checkout>> change) {
    CheckoutId id = new CheckoutId(checkoutId);
    OptimisticRetry.retry(() -> {
      Optional<Checkout> checkout = checkouts.find(id);
      if (checkout.isEmpty() && !checkouts.mayForget()) {
        throw new IllegalStateException("there is no checkout " + id);
      }
      return checkout.flatMap(change).map(changed -> checkouts.save(changed, List.of()));
    });
    signals.announce(id);
  }

  private void takeOut(Checkout checkout) {
    Map<Sku, Quantity> bought = new LinkedHashMap<>();
    for (CheckoutLine line : checkout.content().lines()) {
      bought.put(line.sku(), line.quantity());
    }
    takeOut(BasketOwner.user(checkout.content().userId()), checkout.id(), bought);
  }

  private void takeOut(BasketOwner owner, CheckoutId checkout, Map<Sku, Quantity> bought) {
    if (baskets.takeOut(owner, checkout, bought)) {
      basketSignals.changed(owner);
    }
  }

  private static RefusedLine refused(RefusedLineV1 line) {
    return new RefusedLine(
        Sku.of(line.sku()),
        line.reason(),
        line.requested(),
        line.available(),
        Optional.ofNullable(line.currentPrice()).map(MoneyV1::toMoney).orElse(null));
  }
}
