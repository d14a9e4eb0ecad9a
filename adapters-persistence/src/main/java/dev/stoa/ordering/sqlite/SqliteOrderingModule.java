package dev.stoa.ordering.sqlite;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.document.DocumentOrders;
import dev.stoa.shared.sqlite.SqliteDocumentTable;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;
import java.util.List;

/** Keeps orders in SQLite. */
public final class SqliteOrderingModule extends AbstractModule {
  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "ordering",
              1,
              """
              CREATE TABLE customer_order (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL);
              CREATE INDEX customer_order_user
                ON customer_order (state ->> '$.userId', state ->> '$.sort' DESC, id DESC);
              CREATE INDEX customer_order_time
                ON customer_order (state ->> '$.sort' DESC, id DESC);
              """));

  @Override
  protected void configure() {
    Multibinder<SqliteMigration> migrations =
        Multibinder.newSetBinder(binder(), SqliteMigration.class);
    MIGRATIONS.forEach(step -> migrations.addBinding().toInstance(step));
  }

  @Provides
  @Singleton
  static Orders orders(SqliteStore store, SqliteEvents events) {
    return new DocumentOrders(
        new SqliteDocumentTable<>(store, events, DocumentOrders.KIND, "customer_order", null));
  }
}
