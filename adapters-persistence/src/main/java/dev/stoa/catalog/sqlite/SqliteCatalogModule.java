package dev.stoa.catalog.sqlite;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.catalog.application.port.Categories;
import dev.stoa.catalog.application.port.KeyedCommands;
import dev.stoa.catalog.application.port.Products;
import dev.stoa.catalog.application.port.Reservations;
import dev.stoa.catalog.application.port.Stocks;
import dev.stoa.catalog.document.DocumentCategories;
import dev.stoa.catalog.document.DocumentKeyedCommands;
import dev.stoa.shared.sqlite.SqliteDocumentTable;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;

/** Keeps the catalogue in SQLite. */
public final class SqliteCatalogModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<SqliteMigration> migrations =
        Multibinder.newSetBinder(binder(), new TypeLiteral<SqliteMigration>() {});
    CatalogSchema.MIGRATIONS.forEach(step -> migrations.addBinding().toInstance(step));
  }

  @Provides
  @Singleton
  static Products products(SqliteStore store, SqliteEvents events) {
    return new SqliteProducts(store, events);
  }

  @Provides
  @Singleton
  static Categories categories(SqliteStore store, SqliteEvents events) {
    return new DocumentCategories(
        new SqliteDocumentTable<>(
            store, events, DocumentCategories.KIND, "category", "category_deleted"));
  }

  @Provides
  @Singleton
  static Stocks stocks(SqliteStore store, SqliteEvents events) {
    return new SqliteStocks(store, events);
  }

  @Provides
  @Singleton
  static KeyedCommands keyedCommands(SqliteStore store, SqliteEvents events) {
    return new DocumentKeyedCommands(
        new SqliteDocumentTable<>(
            store, events, DocumentKeyedCommands.KIND, "keyed_command", null));
  }

  @Provides
  @Singleton
  static Reservations reservations(SqliteStore store, SqliteEvents events) {
    return new SqliteReservations(store, events);
  }
}
