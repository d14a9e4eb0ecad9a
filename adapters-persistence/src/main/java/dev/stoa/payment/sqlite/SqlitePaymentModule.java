package dev.stoa.payment.sqlite;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.payment.application.port.FormerPayers;
import dev.stoa.payment.application.port.Payments;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;

/** Keeps payments in SQLite. */
public final class SqlitePaymentModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<SqliteMigration> migrations =
        Multibinder.newSetBinder(binder(), new TypeLiteral<SqliteMigration>() {});
    SqlitePayments.MIGRATIONS.forEach(step -> migrations.addBinding().toInstance(step));
  }

  @Provides
  @Singleton
  static SqlitePayments sqlitePayments(SqliteStore store, SqliteEvents events) {
    return new SqlitePayments(store, events);
  }

  @Provides
  static Payments payments(SqlitePayments payments) {
    return payments;
  }

  @Provides
  static FormerPayers formerPayers(SqlitePayments payments) {
    return payments;
  }
}
