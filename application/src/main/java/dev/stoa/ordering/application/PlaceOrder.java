package dev.stoa.ordering.application;

import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.ordering.domain.OrderContent;
import dev.stoa.ordering.domain.OrderLine;
import dev.stoa.ordering.events.OrderPlacedV1;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.events.CheckoutV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Makes an order of a paid checkout, once. */
public final class PlaceOrder {
  private final Orders orders;
  private final InstantSource clock;

  public PlaceOrder(Orders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /** A checkout is paid. */
  public void on(PaymentCreatedV1 event) {
    Order order = Order.place(content(event, clock.instant()));
    if (orders.find(order.id()).isPresent()) {
      return;
    }
    OrderContent content = order.content();
    try {
      orders.save(
          order,
          List.of(
              new OrderPlacedV1(
                  order.id().value(),
                  content.checkoutId().value(),
                  content.paymentId().value(),
                  content.userId().value(),
                  MoneyV1.of(content.total()),
                  content.placedAt())));
    } catch (StaleAggregate stale) {
      // Its id follows from the checkout: whoever was faster placed the same order.
      if (orders.find(order.id()).isEmpty()) {
        throw stale;
      }
    }
  }

  private static OrderContent content(PaymentCreatedV1 event, Instant now) {
    CheckoutV1 checkout = event.checkout();
    return new OrderContent(
        new CheckoutId(checkout.checkoutId()),
        new PaymentId(event.paymentId()),
        new UserId(checkout.userId()),
        checkout.lines().stream()
            .map(line ->
                new OrderLine(
                    Sku.of(line.sku()),
                    new ProductId(line.productId()),
                    line.title(),
                    Quantity.of(line.quantity()),
                    line.unitPrice().toMoney(),
                    TaxRate.parse(line.taxRate())))
            .toList(),
        checkout.total().toMoney(),
        new EmailAddress(checkout.buyer().email()),
        checkout.buyer().shippingAddress().toAddress(),
        checkout.buyer().billingAddress().toAddress(),
        now);
  }
}
