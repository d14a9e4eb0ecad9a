package dev.stoa.basket.sqlite;

import static dev.stoa.basket.application.port.BasketFixtures.ADA;
import static dev.stoa.basket.application.port.BasketFixtures.ADAS;
import static dev.stoa.basket.application.port.BasketFixtures.MUG;
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
import dev.stoa.basket.domain.Basket;
import dev.stoa.basket.domain.BasketLine;
import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.Generation;
import dev.stoa.basket.events.BasketEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.json.JsonEventsModule;
import dev.stoa.shared.sqlite.QueryPlans;
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

  /** A checkout as the version before stored it. */
  private static final String FORM_1 =
      """
      {"form":1,"id":"%s","status":"pending","userId":"%s","currency":"EUR","total":500,
      "lines":[{"sku":"MUG-1","productId":"01890a5d-ac96-774b-bcce-b302099a8057","title":"Mug",
      "quantity":1,"unitPrice":500,"taxRate":"19"}],
      "fingerprint":"%s","startedAt":"2026-03-01T10:00:00Z",
      "buyer":{"email":"ada@example.com",
      "shippingAddress":{"name":"Ada","street":"1 Way","addition":null,"postalCode":"10555",
      "city":"Athens","region":null,"country":"GR"},
      "billingAddress":{"name":"Ada","street":"1 Way","addition":null,"postalCode":"10555",
      "city":"Athens","region":null,"country":"GR"}},
      "paymentMethod":"tok_success","closedAt":null,"orderId":null,"paymentId":null,
      "reason":null,"refused":null}
      """
          .formatted(pending("a").id(), ADA, "0".repeat(64));

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
    QueryPlans.assertSeeking(
        store, "GROUP BY", "FROM event", "FROM basket_copy", "SELECT state FROM checkout");
    store.close();
  }

  /** Law of the data folder: what the version before stored is read. */
  @Test
  void basketsAndCheckoutsOfTheVersionBeforeAreRead() {
    close();
    Path former = folder.resolve("former.db");
    try (SqliteStore before =
        SqliteStore.open(
            former,
            Stream.concat(
                    SqliteEvents.MIGRATIONS.stream(),
                    BasketSchema.MIGRATIONS.stream().filter(step -> step.number() < 3))
                .toList())) {
      before.write(tx ->
          tx.update("INSERT INTO basket (owner, version, lines) VALUES (?, 4, 1)", ADAS.key())
              + tx.update(
                  "INSERT INTO basket_line (owner, sku, quantity, added) VALUES (?, 'MUG-1', 2, 4)",
                  ADAS.key())
              + tx.update(
                  "INSERT INTO checkout (id, version, state) VALUES (?, 1, ?)",
                  pending("a").id().toString(),
                  FORM_1));
    }
    store =
        SqliteStore.open(
            former,
            Stream.concat(SqliteEvents.MIGRATIONS.stream(), BasketSchema.MIGRATIONS.stream())
                .toList());
    assertThat(new SqliteBaskets(store).find(ADAS))
        .isEqualTo(
            new Basket(
                new Version(4), Generation.FIRST, List.of(new BasketLine(MUG, Quantity.of(2)))));
    SqliteCheckouts checkouts = new SqliteCheckouts(store, EVENTS);
    Checkout stored = checkouts.find(pending("a").id()).orElseThrow();
    assertThat(stored).isInstanceOf(Checkout.Pending.class);
    assertThat(stored.content().origin()).isNull();
    assertThat(checkouts.underWay(ADA)).contains(stored);
    checkouts.save(stored.complete(order("a"), payment("a"), NOW).orElseThrow(), List.of());
    assertThat(checkouts.underWay(ADA)).isEmpty();
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
