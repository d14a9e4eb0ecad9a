package dev.stoa.invoicing.sqlite;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.invoicing.application.port.Invoices;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;

/** Keeps invoices and credit notes in SQLite. */
public final class SqliteInvoicingModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<SqliteMigration> migrations =
        Multibinder.newSetBinder(binder(), new TypeLiteral<SqliteMigration>() {});
    SqliteInvoices.MIGRATIONS.forEach(step -> migrations.addBinding().toInstance(step));
  }

  @Provides
  @Singleton
  static Invoices invoices(SqliteStore store, SqliteEvents events) {
    return new SqliteInvoices(store, events);
  }
}
