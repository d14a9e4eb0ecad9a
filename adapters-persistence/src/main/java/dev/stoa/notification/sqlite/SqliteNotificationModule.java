package dev.stoa.notification.sqlite;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.notification.application.port.Feeds;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;
import java.time.Duration;
import java.time.InstantSource;

/** Keeps feeds in SQLite. */
public final class SqliteNotificationModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<SqliteMigration> migrations =
        Multibinder.newSetBinder(binder(), new TypeLiteral<SqliteMigration>() {});
    SqliteFeeds.MIGRATIONS.forEach(step -> migrations.addBinding().toInstance(step));
  }

  @Provides
  @Singleton
  static Feeds feeds(SqliteStore store, InstantSource clock) {
    return new SqliteFeeds(store, clock);
  }

  @ProvidesIntoSet
  static ScheduledTask sweep(SqliteStore store, InstantSource clock) {
    return new ScheduledTask(
        "notice-retention", Duration.ofHours(1), new SqliteFeeds(store, clock)::sweep);
  }
}
