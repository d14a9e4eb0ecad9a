package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.shared.application.ReadinessCheck;
import dev.stoa.shared.application.WriteProbe;
import dev.stoa.shared.sqlite.SqliteStore;

/** Whether the database takes writes, and whether what is in it can be read. */
final class SqliteReadinessModule extends AbstractModule {
  @ProvidesIntoSet
  @Singleton
  ReadinessCheck database(SqliteStore store) {
    return new ReadinessCheck(
        "database", new WriteProbe("the database", store::writeProbe, System::nanoTime));
  }

  @ProvidesIntoSet
  @Singleton
  ReadinessCheck intactness(SqliteStore store) {
    return ReadinessCheck.degrading("database-data", store::damageFound);
  }
}
