package dev.stoa.ordering.application;

import static dev.stoa.shared.application.OptimisticRetry.retry;

import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.ordering.events.OrderCancelledV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.OrderId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Cancels the order whose payment went back, once. */
public final class CancelOrder {
  private final Orders orders;
  private final InstantSource clock;

  public CancelOrder(Orders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * A payment went back to the buyer.
   *
   * @throws IllegalStateException when the order is not there yet, which is placed by the event
   *     before: this one is delivered again
   */
  public void on(PaymentRefundedV1 event) {
    OrderId id = OrderId.of(new CheckoutId(event.checkoutId()));
    retry(() -> {
      Order order =
          orders.find(id).orElseThrow(() -> new IllegalStateException("there is no order " + id));
      if (order instanceof Order.Placed placed) {
        Instant now = clock.instant();
        orders.save(
            placed.cancel(event.reason(), now),
            List.of(
                new OrderCancelledV1(
                    id.value(),
                    order.content().checkoutId().value(),
                    order.userId().value(),
                    event.reason(),
                    now)));
      }
      return id;
    });
  }
}
