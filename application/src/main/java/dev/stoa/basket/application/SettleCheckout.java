package dev.stoa.basket.application;

import dev.stoa.basket.application.port.BasketSignals;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.domain.Checkout;
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
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.events.MoneyV1;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Follows a purchase to its end: closes the checkout, ends the generation of the basket, takes what
 * was bought out of it, and wakes who waits. Every reaction may be repeated and may come in any
 * order.
 */
public final class SettleCheckout {
  private final Checkouts checkouts;
  private final CheckoutSignals signals;
  private final EndedPurchase ended;

  public SettleCheckout(
      Baskets baskets, Checkouts checkouts, CheckoutSignals signals, BasketSignals basketSignals) {
    this.checkouts = checkouts;
    this.signals = signals;
    this.ended = new EndedPurchase(baskets, basketSignals);
  }

  /** Paid: what was bought leaves the basket. */
  public void on(PaymentCreatedV1 event) {
    ended.bought(known(new CheckoutId(event.checkout().checkoutId())));
  }

  /**
   * Ordered: the checkout is complete. Who hears that finds the basket without what was bought,
   * hence it is taken out here when the payment was not heard of yet.
   */
  public void on(OrderPlacedV1 event) {
    CheckoutId id = new CheckoutId(event.checkoutId());
    ended.bought(known(id));
    settle(
        id,
        checkout ->
            checkout.complete(
                new OrderId(event.orderId()),
                new PaymentId(event.paymentId()),
                event.occurredAt()));
  }

  /** Not to be had: the lines of the basket stay. */
  public void on(StockRefusedV1 event) {
    CheckoutId id = new CheckoutId(event.checkoutId());
    List<RefusedLine> refused = event.refused().stream().map(SettleCheckout::refused).toList();
    settle(id, checkout -> checkout.refuse(refused, event.occurredAt()));
    ended.notBought(known(id));
  }

  /** Not paid: the lines of the basket stay. */
  public void on(PaymentDeclinedV1 event) {
    CheckoutId id = new CheckoutId(event.checkoutId());
    settle(
        id,
        checkout ->
            checkout.decline(new PaymentId(event.paymentId()), event.reason(), event.occurredAt()));
    ended.notBought(known(id));
  }

  /** Paid, and paid back: what was bought has left the basket. */
  public void on(PaymentRefundedV1 event) {
    CheckoutId id = new CheckoutId(event.checkoutId());
    ended.bought(known(id));
    settle(
        id,
        checkout ->
            checkout.refund(new PaymentId(event.paymentId()), event.reason(), event.occurredAt()));
  }

  private Checkout known(CheckoutId id) {
    return checkouts
        .find(id)
        .orElseThrow(() -> new IllegalStateException("there is no checkout " + id));
  }

  private void settle(CheckoutId id, Function<Checkout, Optional<Checkout>> change) {
    OptimisticRetry.retry(
        () -> change.apply(known(id)).map(changed -> checkouts.save(changed, List.of())));
    signals.announce(id);
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
