package dev.stoa.catalog.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static dev.stoa.catalog.application.port.CatalogFixtures.NOW;
import static dev.stoa.catalog.application.port.CatalogFixtures.atOnce;
import static dev.stoa.catalog.application.port.CatalogFixtures.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.mongodb.client.model.Sorts;
import dev.stoa.catalog.application.KeyedCommandsSuite;
import dev.stoa.catalog.application.StockOfPurchasesSuite;
import dev.stoa.catalog.application.port.CatalogStores;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.CategoriesContract;
import dev.stoa.catalog.application.port.KeyedCommandsContract;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.ProductsContract;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.ReservationsContract;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.application.port.Stocks.Applied;
import dev.stoa.catalog.application.port.Stocks.Decision;
import dev.stoa.catalog.application.port.Stocks.Repeated;
import dev.stoa.catalog.application.port.Stocks.StockAccount;
import dev.stoa.catalog.application.port.StocksContract;
import dev.stoa.catalog.domain.MovementKey;
import dev.stoa.catalog.domain.StockFigures;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.catalog.events.CatalogEvents;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.servers.mongo.MongoServerProcess;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.OutboxContract;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.mongo.MongoEvents;
import dev.stoa.shared.mongo.MongoStore;
import dev.stoa.shared.mongo.MongoTestStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** MongoDB keeps the contracts of the catalogue's stores. */
class MongoCatalogTest {
  private static final Sku A = new Sku("A");

  @Nested
  class OfProducts implements ProductsContract {
    @Override
    public CatalogStores open() {
      return MongoCatalogStores.open();
    }
  }

  @Nested
  class OfCategories implements CategoriesContract {
    @Override
    public CatalogStores open() {
      return MongoCatalogStores.open();
    }
  }

  @Nested
  class OfStocks implements StocksContract {
    @Override
    public CatalogStores open() {
      return MongoCatalogStores.open();
    }
  }

  @Nested
  class OfKeyedCommands implements KeyedCommandsContract {
    @Override
    public CatalogStores open() {
      return MongoCatalogStores.open();
    }
  }

  @Nested
  class OfTheKeysOfCommands implements KeyedCommandsSuite {
    @Override
    public CatalogStores open() {
      return MongoCatalogStores.open();
    }
  }

  @Nested
  class OfReservations implements ReservationsContract {
    @Override
    public CatalogStores open() {
      return MongoCatalogStores.open();
    }
  }

  @Nested
  class OfTheStockOfPurchases implements StockOfPurchasesSuite {
    @Override
    public CatalogStores open() {
      return MongoCatalogStores.open();
    }
  }

  /** Stocks write their events by a way of their own. */
  @Nested
  class OfTheOutboxOfStocks implements OutboxContract {
    private MongoTestStore database;
    private MongoStocks stocks;

    OfTheOutboxOfStocks() {}

    @BeforeEach
    void open() {
      database = MongoTestStore.open(MongoCatalogModule.INDEXES, CatalogEvents.all());
      stocks = new MongoStocks(database.store(), database.events());
    }

    @AfterEach
    void close() {
      database.close();
    }

    @Override
    public Outbox outbox() {
      return stocks.outbox();
    }

    @Override
    public void commit(int aggregate) {
      Sku sku = new Sku("S" + aggregate);
      MovementKey key =
          MovementKey.recorded(
              Derivation.of("test", 1).with(sku.value()).with(stocks.find(sku).sequence()).id());
      stocks.change(
          sku,
          key,
          stock -> {
            StockMovement movement = received(stock, key, 1).movement();
            return new Decision<>(
                "done",
                movement,
                List.of(
                    new StockChangedV1(
                        sku.value(),
                        stock.available(),
                        stock.available() - 1,
                        stock.version().next().value(),
                        NOW)));
          });
    }

    @Override
    public Object stored(int aggregate) {
      return stocks.find(new Sku("S" + aggregate)).toString();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void restart() {
      database.reopen();
      stocks = new MongoStocks(database.store(), database.events());
    }
  }

  @Nested
  class OfALongLedger {
    private static final int MOVEMENTS = 150;

    @Test
    void isListedCountedAndNeverRepeatedWhereverItsMovementsAre() {
      try (MongoCatalogStores stores = MongoCatalogStores.open()) {
        for (int i = 1; i <= MOVEMENTS; i++) {
          assertThat(receive(stores.stocks(), i)).isInstanceOf(Applied.class);
        }

        assertThat(inDocument(stores)).hasSizeBetween(1, MongoStocks.MOST_MOVEMENTS);
        assertIsComplete(stores);
      }
    }

    @Test
    void isTheSameWhenAProcessDiesBetweenTheTwoStepsOfMakingRoom() {
      try (MongoCatalogStores stores = MongoCatalogStores.open()) {
        for (int i = 1; i <= MOVEMENTS; i++) {
          receive(stores.stocks(), i);
          if (i == 30 || i == 40 || i == 100) {
            // As if it ended here: inserted, and not taken out of the document.
            List<Document> oldest = inDocument(stores).subList(0, 10);
            assertThat(new OldMovements(stores.store()).take(A, oldest)).isTrue();
            assertThat(account(stores.stocks()).ledger()).isEqualTo(new StockFigures(i, 0));
            assertThat(ledger(stores.stocks(), 7)).hasSize(i);
            assertThat(stores.stocks().movements(key(i - 1))).hasSize(1);
          }
        }

        assertIsComplete(stores);
      }
    }

    @Test
    void isTheSameWhenSeveralProcessesChangeItAndMakeRoom() {
      try (MongoCatalogStores stores = MongoCatalogStores.open()) {
        List<MongoStocks> processes =
            List.of(
                stores.stocks(), stores.stocksOfAnotherProcess(), stores.stocksOfAnotherProcess());
        atOnce(
            MOVEMENTS + 15,
            i -> {
              MongoStocks mine = processes.get(i % processes.size());
              if (i >= MOVEMENTS) {
                mine.makeRoom(A);
              } else {
                receive(mine, i + 1);
              }
            });

        assertIsComplete(stores);
      }
    }

    private void assertIsComplete(MongoCatalogStores stores) {
      MongoStocks stocks = stores.stocks();
      assertThat(account(stocks))
          .isEqualTo(
              new StockAccount(
                  A, new StockFigures(MOVEMENTS, 0), new StockFigures(MOVEMENTS, 0), 0));
      assertThat(ledger(stocks, 7))
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, MOVEMENTS).map(i -> MOVEMENTS + 1 - i).boxed().toList());
      for (int i : List.of(1, 60, MOVEMENTS)) {
        assertThat(receive(stocks, i))
            .isInstanceOfSatisfying(
                Repeated.class,
                repeated -> assertThat(repeated.stock().onHand()).isEqualTo(MOVEMENTS));
        assertThat(stocks.movements(key(i))).hasSize(1);
      }
      assertThat(IntStream.rangeClosed(1, MOVEMENTS))
          .allSatisfy(i -> assertThat(stocks.movements(key(i))).hasSize(1));
      assertThat(stocks.find(A).version().value()).isEqualTo(MOVEMENTS);
    }

    private MovementKey key(int number) {
      return MovementKey.recorded(Derivation.of("test", 1).with(number).id());
    }

    private Stocks.Change<?> receive(Stocks stocks, int number) {
      return stocks.change(A, key(number), stock -> received(stock, key(number), 1));
    }

    private StockAccount account(Stocks stocks) {
      List<StockAccount> accounts = stocks.accounts();
      assertThat(accounts).hasSize(1);
      return accounts.getFirst();
    }

    private List<Document> inDocument(MongoCatalogStores stores) {
      return stores
          .store()
          .run(() -> stores.store().collection("stock").find().first())
          .getList("movements", Document.class);
    }

    private List<Long> ledger(Stocks stocks, int limit) {
      List<Long> seen = new ArrayList<>();
      Optional<Cursor> next = Optional.empty();
      do {
        Page<StockMovement> page = stocks.ledger(A, new PageRequest(limit, next));
        page.items().forEach(movement -> seen.add(movement.sequence()));
        next = page.next();
      } while (next.isPresent());
      return seen;
    }
  }

  @Test
  void bindsEveryPortAndOutbox() {
    try (MongoTestStore database =
        MongoTestStore.open(MongoCatalogModule.INDEXES, CatalogEvents.all())) {
      Injector injector =
          Guice.createInjector(
              new MongoCatalogModule(),
              binder -> {
                binder.requireExplicitBindings();
                binder.requireAtInjectOnConstructors();
                binder.requireExactBindingAnnotations();
                binder.bind(MongoStore.class).toInstance(database.store());
                binder.bind(MongoEvents.class).toInstance(database.events());
              });

      for (Class<?> port :
          List.of(Products.class, Categories.class, Stocks.class, Reservations.class)) {
        assertThat(injector.getInstance(port)).isSameAs(injector.getInstance(port));
      }
      assertThat(injector.getInstance(Key.get(new TypeLiteral<Set<Outbox>>() {})))
          .extracting(Outbox::name)
          .containsExactlyInAnyOrder("products", "stocks", "reservations");
    }
  }

  @Test
  void hotQueriesUseAnIndexOfARealServerForTheEmulatorCannotExplain() {
    assumeTrue(MongoServerProcess.isReal(), "needs " + MongoServerProcess.URI_VARIABLE);
    try (MongoCatalogStores stores = MongoCatalogStores.open()) {
      record Query(String collection, Bson filter, Bson order) {}
      for (Query query :
          List.of(
              new Query("product", eq("state.product.handle", "a"), new Document()),
              new Query("product", eq("state.skus", "A"), new Document()),
              new Query(
                  "product", lte("state.created", 1L), Sorts.descending("state.created", "_id")),
              new Query(
                  "product",
                  eq("state.product.categories", "a"),
                  Sorts.descending("state.created", "_id")),
              new Query("stock", lte("nextExpiry", 1L), Sorts.ascending("nextExpiry")),
              new Query("stock", eq("movements.key", "a"), new Document()),
              new Query("stock", in("_id", "A", "B"), Sorts.ascending("_id")),
              new Query("stock_movement", eq("key", "a"), new Document()),
              new Query(
                  "stock_movement",
                  and(eq("sku", "A"), lt("sequence", 5L)),
                  Sorts.descending("sequence")))) {
        String plan =
            stores
                .store()
                .run(() ->
                    stores
                        .store()
                        .collection(query.collection())
                        .find(query.filter())
                        .sort(query.order())
                        .explain())
                .get("queryPlanner", Document.class)
                .get("winningPlan", Document.class)
                .toJson();

        assertThat(plan)
            .as(query.toString())
            .contains("IXSCAN")
            .doesNotContain("COLLSCAN")
            .doesNotContain("\"SORT\"");
      }
    }
  }
}
