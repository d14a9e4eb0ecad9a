package dev.stoa.basket.sqlite;

import static dev.stoa.basket.application.port.BasketFixtures.NOW;
import static dev.stoa.basket.application.port.BasketFixtures.order;
import static dev.stoa.basket.application.port.BasketFixtures.payment;
import static dev.stoa.basket.application.port.BasketFixtures.pending;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.BasketsContract;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.CheckoutsContract;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.basket.application.port.ProductReplicaContract;
import dev.stoa.basket.events.BasketEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.json.JsonEventsModule;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBasketTest {
  private static final EventTypes TYPES = new EventTypes(BasketEvents.all());
  private static final SqliteEvents EVENTS =
      new SqliteEvents(
          TYPES,
          Guice.createInjector(
                  new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(TYPES))
              .getInstance(EventCodec.class));

  @TempDir Path folder;

  private SqliteStore store;

  SqliteBasketTest() {}

  @BeforeEach
  void open() {
    store =
        SqliteStore.open(
            folder.resolve("stoa.db"),
            Stream.concat(SqliteEvents.MIGRATIONS.stream(), BasketSchema.MIGRATIONS.stream())
                .toList());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    close();
    open();
  }

  private List<String> rows(String sql) {
    return store.read(session -> session.query(sql, row -> row.getString(1)));
  }

  @Nested
  class OfBaskets implements BasketsContract {
    OfBaskets() {}

    @Override
    public Baskets baskets() {
      return new SqliteBaskets(store);
    }

    @Override
    public Baskets restart() {
      reopen();
      return baskets();
    }
  }

  @Nested
  class OfProducts implements ProductReplicaContract {
    OfProducts() {}

    @Override
    public ProductReplica products() {
      return new SqliteProductReplica(store);
    }

    @Override
    public ProductReplica restart() {
      reopen();
      return products();
    }
  }

  @Nested
  class OfCheckouts implements CheckoutsContract {
    OfCheckouts() {}

    @Override
    public Checkouts checkouts() {
      return new SqliteCheckouts(store, EVENTS);
    }

    @Override
    public Checkouts restart() {
      reopen();
      return checkouts();
    }

    @Override
    public List<String> published() {
      return rows("SELECT type || ' ' || subject FROM event ORDER BY position");
    }

    @Test
    void aClosedCheckoutNamesNobody() {
      checkouts().save(pending("a"), List.of());
      assertThat(rows("SELECT state FROM checkout").getFirst()).contains("ada@example.com");
      checkouts()
          .save(
              checkouts()
                  .find(pending("a").id())
                  .flatMap(c -> c.complete(order("a"), payment("a"), NOW))
                  .orElseThrow(),
              List.of());
      assertThat(rows("SELECT state FROM checkout").getFirst())
          .doesNotContain("ada@example.com", "Lovelace", "tok_success");
    }
  }
}
