package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.shared.application.ReadinessCheck;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.sqlite.SqliteStore;
import java.util.Optional;

/**
 * What only a process with everything in itself has: its delivery, and the check of its database.
 */
final class SqliteReadinessModule extends AbstractModule {
  @ProvidesIntoSet
  @Singleton
  ReadinessCheck database(SqliteStore store) {
    return new ReadinessCheck(
        "database",
        () -> {
          try {
            store.read(connection -> connection.query("SELECT 1", row -> row.getInt(1)));
            return Optional.empty();
          } catch (StoreUnavailable e) {
            return Optional.of("the database does not answer");
          }
        });
  }
}
