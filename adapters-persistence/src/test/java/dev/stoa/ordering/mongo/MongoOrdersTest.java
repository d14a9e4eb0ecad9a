package dev.stoa.ordering.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.application.port.OrdersContract;
import dev.stoa.ordering.events.OrderingEvents;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.mongo.MongoTestStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MongoOrdersTest implements OrdersContract {
  private MongoTestStore database;
  private MongoOrders orders;

  MongoOrdersTest() {}

  @BeforeEach
  void open() {
    database = MongoTestStore.open(MongoOrders.INDEXES, OrderingEvents.all());
    orders = new MongoOrders(database.store(), database.events());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public Orders orders() {
    return orders;
  }

  @Override
  public Orders restart() {
    database.reopen();
    orders = new MongoOrders(database.store(), database.events());
    return orders;
  }

  @Override
  public List<String> published() {
    return MongoTestStore.pending(orders.outbox()).stream().map(PendingEvent::subject).toList();
  }

  @Test
  void namesItsOutbox() {
    assertThat(orders.outbox().name()).isEqualTo("orders");
  }
}
