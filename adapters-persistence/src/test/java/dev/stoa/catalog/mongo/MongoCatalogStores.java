package dev.stoa.catalog.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.stoa.catalog.application.port.CatalogStores;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.events.CatalogEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.json.JsonEventsModule;
import dev.stoa.shared.mongo.MongoStore;
import dev.stoa.shared.mongo.MongoTestStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The stores of the catalogue in a MongoDB database of their own. */
final class MongoCatalogStores implements CatalogStores {
  private static final EventCodec CODEC =
      Guice.createInjector(
              new JsonEventsModule(),
              binder ->
                  binder.bind(EventTypes.class).toInstance(new EventTypes(CatalogEvents.all())))
          .getInstance(EventCodec.class);

  private final MongoTestStore database;
  private final MongoProducts products;
  private final MongoStocks stocks;
  private final MongoReservations reservations;
  private final List<Outbox> outboxes;

  /** What was handed to the relay, in the order of the first time. */
  private final Map<UUID, PendingEvent> handed;

  private MongoCatalogStores(MongoTestStore database, Map<UUID, PendingEvent> handed) {
    this.database = database;
    this.handed = handed;
    this.products = new MongoProducts(database.store(), database.events());
    this.stocks = new MongoStocks(database.store(), database.events());
    this.reservations = new MongoReservations(database.store(), database.events());
    this.outboxes = List.of(products.outbox(), stocks.outbox(), reservations.outbox());
    outboxes.forEach(outbox -> outbox.onCommit(this::note));
  }

  static MongoCatalogStores open() {
    return new MongoCatalogStores(
        MongoTestStore.open(MongoCatalogModule.INDEXES, CatalogEvents.all()),
        new LinkedHashMap<>());
  }

  private void note(List<PendingEvent> events) {
    synchronized (handed) {
      events.forEach(event -> handed.putIfAbsent(event.id(), event));
    }
  }

  MongoStore store() {
    return database.store();
  }

  /** Stocks as another process has them. */
  MongoStocks stocksOfAnotherProcess() {
    MongoStocks other = new MongoStocks(database.store(), database.events());
    other.outbox().onCommit(this::note);
    return other;
  }

  @Override
  public Products products() {
    return products;
  }

  @Override
  public Categories categories() {
    return MongoCatalogModule.categories(database.store(), database.events());
  }

  @Override
  public MongoStocks stocks() {
    return stocks;
  }

  @Override
  public KeyedCommands keyedCommands() {
    return MongoCatalogModule.keyedCommands(database.store(), database.events());
  }

  @Override
  public Reservations reservations() {
    return reservations;
  }

  /** Nothing is cleared here: all that was handed over must be pending, and nothing else. */
  @Override
  public List<PublishedEvent> events() {
    List<UUID> pending =
        outboxes.stream()
            .flatMap(outbox -> MongoTestStore.pending(outbox).stream())
            .map(PendingEvent::id)
            .toList();
    synchronized (handed) {
      assertThat(pending).containsExactlyInAnyOrderElementsOf(handed.keySet());
      return handed.values().stream()
          .map(event -> CODEC.decode(event.type(), event.data()))
          .toList();
    }
  }

  @Override
  public CatalogStores restart() {
    database.reopen();
    return new MongoCatalogStores(database, handed);
  }

  @Override
  public void close() {
    database.close();
  }
}
