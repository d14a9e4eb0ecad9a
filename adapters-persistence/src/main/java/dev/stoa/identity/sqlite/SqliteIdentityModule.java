package dev.stoa.identity.sqlite;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.document.DocumentUsers;
import dev.stoa.shared.sqlite.SqliteDocumentTable;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteStore;
import java.time.InstantSource;
import java.util.List;

/** Keeps users and the signing key in SQLite, and makes the table of sessions. */
public final class SqliteIdentityModule extends AbstractModule {
  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "identity",
              1,
              """
              CREATE TABLE identity_user (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL) WITHOUT ROWID;
              CREATE UNIQUE INDEX identity_user_email ON identity_user (state ->> '$.email');
              CREATE TABLE identity_deleted_user (
                id TEXT PRIMARY KEY) WITHOUT ROWID;
              CREATE TABLE identity_session (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL) WITHOUT ROWID;
              CREATE INDEX identity_session_user ON identity_session (state ->> '$.userId');
              CREATE INDEX identity_session_end ON identity_session (state ->> '$.expiresAtMillis');
              CREATE TABLE identity_signing_key (
                slot INTEGER PRIMARY KEY CHECK (slot = 1),
                public_key BLOB NOT NULL,
                private_key BLOB NOT NULL,
                made_at TEXT NOT NULL);
              """));

  @Override
  protected void configure() {
    Multibinder<SqliteMigration> migrations =
        Multibinder.newSetBinder(binder(), SqliteMigration.class);
    MIGRATIONS.forEach(migration -> migrations.addBinding().toInstance(migration));
  }

  @Provides
  @Singleton
  Users users(SqliteStore store, SqliteEvents events) {
    return new DocumentUsers(
        new SqliteDocumentTable<>(
            store, events, DocumentUsers.KIND, "identity_user", "identity_deleted_user"));
  }

  @Provides
  @Singleton
  SigningKeys signingKeys(SqliteStore store, InstantSource clock) {
    return new SqliteSigningKeys(store, clock);
  }
}
