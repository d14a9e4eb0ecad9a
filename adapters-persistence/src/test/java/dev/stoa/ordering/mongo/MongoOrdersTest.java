package dev.stoa.ordering.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.stoa.ordering.application.port.DamagedOrdersContract;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.document.DocumentOrders;
import dev.stoa.ordering.document.OrderDocument;
import dev.stoa.ordering.events.OrderingEvents;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.mongo.MongoDocumentCollection;
import dev.stoa.shared.mongo.MongoStore;
import dev.stoa.shared.mongo.MongoTestStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MongoOrdersTest implements DamagedOrdersContract {
  private MongoTestStore database;
  private MongoDocumentCollection<OrderDocument> documents;
  private Orders orders;

  MongoOrdersTest() {}

  @BeforeEach
  void open() {
    database =
        MongoTestStore.open(
            MongoDocumentCollection.indexes(DocumentOrders.KIND), OrderingEvents.all());
    connect();
  }

  private void connect() {
    documents = MongoOrderingModule.documents(database.store(), database.events());
    orders = MongoOrderingModule.orders(documents);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public void damage(OrderId id) {
    MongoStore store = database.store();
    store.run(() ->
        store
            .collection("order")
            .updateOne(Filters.eq("_id", id.toString()), Updates.set("state.total", "gone")));
  }

  @Override
  public Optional<String> damageFound() {
    return database.store().damage().problem();
  }

  @Override
  public Orders orders() {
    return orders;
  }

  @Override
  public Orders restart() {
    database.reopen();
    connect();
    return orders;
  }

  @Override
  public List<String> published() {
    return MongoTestStore.pending(documents.outbox()).stream().map(PendingEvent::subject).toList();
  }

  @Test
  void namesItsOutbox() {
    assertThat(documents.outbox().name()).isEqualTo("orders");
  }
}
