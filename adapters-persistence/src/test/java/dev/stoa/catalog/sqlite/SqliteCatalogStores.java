package dev.stoa.catalog.sqlite;

import dev.stoa.catalog.application.port.CatalogStores;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.events.CatalogEvents;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.sqlite.QueryPlans;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The stores of the catalogue in one SQLite file. */
final class SqliteCatalogStores implements CatalogStores {
  /** Keeps the events of this test by number; their JSON is another test's matter. */
  private static final class NumberingCodec implements EventCodec {
    private final Map<String, PublishedEvent> events = new ConcurrentHashMap<>();

    @Override
    public String encode(PublishedEvent event) {
      String number = Integer.toString(events.size());
      while (events.putIfAbsent(number, event) != null) {
        number += "'";
      }
      return number;
    }

    @Override
    public PublishedEvent decode(String typeName, String json) {
      PublishedEvent event = events.get(json);
      if (event == null) {
        throw new UnreadableEvent("no event " + json);
      }
      return event;
    }
  }

  private final Path file;
  private final EventCodec codec;
  private final SqliteStore store;
  private final SqliteEvents events;

  private SqliteCatalogStores(Path file, EventCodec codec) {
    List<SqliteMigration> migrations = new ArrayList<>(SqliteEvents.MIGRATIONS);
    migrations.addAll(CatalogSchema.MIGRATIONS);
    this.file = file;
    this.codec = codec;
    this.store = SqliteStore.open(file, migrations);
    this.events = new SqliteEvents(new EventTypes(CatalogEvents.all()), codec);
  }

  /** New stores in a file of their own. */
  static SqliteCatalogStores in(Path directory) {
    try {
      return new SqliteCatalogStores(
          Files.createTempDirectory(directory, "stores").resolve("stoa.db"), new NumberingCodec());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SqliteStore store() {
    return store;
  }

  @Override
  public Products products() {
    return new SqliteProducts(store, events);
  }

  @Override
  public Categories categories() {
    return SqliteCatalogModule.categories(store, events);
  }

  @Override
  public Stocks stocks() {
    return new SqliteStocks(store, events);
  }

  @Override
  public KeyedCommands keyedCommands() {
    return SqliteCatalogModule.keyedCommands(store, events);
  }

  @Override
  public Reservations reservations() {
    return new SqliteReservations(store, events);
  }

  @Override
  public List<PublishedEvent> events() {
    return store.read(session ->
        session.query(
            "SELECT type, data FROM event ORDER BY position",
            row -> codec.decode(row.getString(1), row.getString(2))));
  }

  @Override
  public CatalogStores restart() {
    close();
    return new SqliteCatalogStores(file, codec);
  }

  @Override
  public void close() {
    QueryPlans.assertSeeking(store, "GROUP BY", "FROM event", "FROM category");
    store.close();
  }
}
