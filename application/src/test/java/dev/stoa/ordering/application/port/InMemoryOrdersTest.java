package dev.stoa.ordering.application.port;

import dev.stoa.shared.events.PublishedEvent;
import java.util.List;

class InMemoryOrdersTest implements OrdersContract {
  private final InMemoryOrders orders = new InMemoryOrders();

  InMemoryOrdersTest() {}

  @Override
  public Orders orders() {
    return orders;
  }

  @Override
  public Orders restart() {
    return orders;
  }

  @Override
  public List<String> published() {
    return orders.events().stream().map(PublishedEvent::subject).toList();
  }
}
