package org.example.kiosk;

import dev.stoa.ordering.application.port.InMemoryOrders;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.application.port.OrdersContract;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;

/** How the test of an adapter of one's own looks: it says how the adapter is made. */
class OurOrdersTest implements OrdersContract {
  private final InMemoryOrders ours = new InMemoryOrders();

  @Override
  public Orders orders() {
    return ours;
  }

  @Override
  public Orders restart() {
    return ours;
  }

  @Override
  public List<String> published() {
    return ours.events().stream().map(PublishedEvent::subject).toList();
  }
}
