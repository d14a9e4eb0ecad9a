package dev.stoa.ordering.sqlite;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;

/** Keeps orders in SQLite. */
public final class SqliteOrderingModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<SqliteMigration> migrations =
        Multibinder.newSetBinder(binder(), new TypeLiteral<SqliteMigration>() {});
    SqliteOrders.MIGRATIONS.forEach(step -> migrations.addBinding().toInstance(step));
  }

  @Provides
  @Singleton
  static Orders orders(SqliteStore store, SqliteEvents events) {
    return new SqliteOrders(store, events);
  }
}
