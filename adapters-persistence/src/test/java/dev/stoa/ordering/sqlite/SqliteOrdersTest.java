package dev.stoa.ordering.sqlite;

import com.google.inject.Guice;
import dev.stoa.ordering.application.port.DamagedOrdersContract;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.events.OrderingEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.json.JsonEventsModule;
import dev.stoa.shared.sqlite.QueryPlans;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteOrdersTest implements DamagedOrdersContract {
  private static final EventTypes TYPES = new EventTypes(OrderingEvents.all());
  private static final SqliteEvents EVENTS =
      new SqliteEvents(
          TYPES,
          Guice.createInjector(
                  new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(TYPES))
              .getInstance(EventCodec.class));

  @TempDir Path folder;

  private SqliteStore store;
  private Orders orders;

  SqliteOrdersTest() {}

  @BeforeEach
  void open() {
    store =
        SqliteStore.open(
            folder.resolve("stoa.db"),
            Stream.concat(
                    SqliteEvents.MIGRATIONS.stream(), SqliteOrderingModule.MIGRATIONS.stream())
                .toList());
    orders = SqliteOrderingModule.orders(store, EVENTS);
  }

  @AfterEach
  void close() {
    QueryPlans.assertSeeking(store, "GROUP BY", "FROM event");
    store.close();
  }

  @Override
  public void damage(OrderId id) {
    store.write(tx ->
        tx.update(
            "UPDATE customer_order SET state = json_set(state, '$.total', 7) WHERE id = ?",
            id.toString()));
  }

  @Override
  public Optional<String> damageFound() {
    return store.damageFound();
  }

  @Override
  public Orders orders() {
    return orders;
  }

  @Override
  public Orders restart() {
    close();
    open();
    return orders;
  }

  @Override
  public List<String> published() {
    return store.read(session ->
        session.query("SELECT subject FROM event ORDER BY position", row -> row.getString(1)));
  }
}
