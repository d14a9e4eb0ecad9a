package dev.stoa.basket.sqlite;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.basket.application.port.Baskets;
import dev.stoa.basket.application.port.Checkouts;
import dev.stoa.basket.application.port.ProductReplica;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;

/** Keeps baskets, checkouts and the replica of product facts in SQLite. */
public final class SqliteBasketModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<SqliteMigration> migrations =
        Multibinder.newSetBinder(binder(), new TypeLiteral<SqliteMigration>() {});
    BasketSchema.MIGRATIONS.forEach(step -> migrations.addBinding().toInstance(step));
  }

  @Provides
  @Singleton
  static Baskets baskets(SqliteStore store) {
    return new SqliteBaskets(store);
  }

  @Provides
  @Singleton
  static ProductReplica productReplica(SqliteStore store) {
    return new SqliteProductReplica(store);
  }

  @Provides
  @Singleton
  static Checkouts checkouts(SqliteStore store, SqliteEvents events) {
    return new SqliteCheckouts(store, events);
  }
}
