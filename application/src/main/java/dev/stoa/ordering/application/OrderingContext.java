package dev.stoa.ordering.application;

import dev.stoa.ordering.application.port.Orders;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.BoundedContext;
import dev.stoa.shared.application.Subscription;
import java.time.InstantSource;
import java.util.List;

/** Ordering: an order for each paid checkout, cancelled when it is paid back. */
public final class OrderingContext implements BoundedContext {
  /** What ordering needs. */
  public record Ports(Orders orders, InstantSource clock) {}

  public final FindOrder findOrder;
  public final ListOrders listOrders;
  public final ListAllOrders listAllOrders;
  private final PlaceOrder place;
  private final CancelOrder cancel;

  public OrderingContext(Ports ports) {
    findOrder = new FindOrder(ports.orders);
    listOrders = new ListOrders(ports.orders);
    listAllOrders = new ListAllOrders(ports.orders);
    place = new PlaceOrder(ports.orders, ports.clock);
    cancel = new CancelOrder(ports.orders, ports.clock);
  }

  @Override
  public List<Subscription> subscriptions() {
    return List.of(
        Subscription.group("ordering")
            .on(PaymentCreatedV1.class, place::on)
            .on(PaymentRefundedV1.class, cancel::on)
            .build());
  }
}
