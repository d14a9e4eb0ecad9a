package dev.stoa.identity.sqlite;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.stoa.identity.application.port.Sessions;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;

/** Keeps sessions in SQLite, beside the users: it needs {@link SqliteIdentityModule}. */
public final class SqliteSessionsModule extends AbstractModule {
  @Provides
  @Singleton
  static Sessions sessions(SqliteStore store, SqliteEvents events) {
    return new SqliteSessions(store, events);
  }
}
