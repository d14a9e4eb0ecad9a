package dev.stoa.identity.sqlite;

import dev.stoa.identity.application.port.Sessions;
import dev.stoa.identity.document.SessionDocument;
import dev.stoa.identity.domain.Session;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.sqlite.SqliteDocuments;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions in SQLite. An ended one leaves no trace. */
final class SqliteSessions implements Sessions {
  private final SqliteStore store;
  private final SqliteDocuments<SessionDocument> documents;

  SqliteSessions(SqliteStore store, SqliteEvents events) {
    this.store = store;
    this.documents =
        new SqliteDocuments<>(store, events, "identity_session", SessionDocument.class);
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return documents.find(id.toString()).map(stored -> stored.as(SessionDocument::toSession));
  }

  @Override
  public Version save(Session session) {
    return documents.save(
        session.id().toString(), session.version(), SessionDocument.of(session), List.of());
  }

  @Override
  public void end(SessionId id) {
    store.write(tx -> tx.update("DELETE FROM identity_session WHERE id = ?", id.toString()));
  }

  @Override
  public void endAllOf(UserId user) {
    store.write(tx ->
        tx.update("DELETE FROM identity_session WHERE state ->> '$.userId' = ?", user.toString()));
  }

  @Override
  public int endExpired(Instant now, int limit) {
    return store.write(tx ->
        tx.update(
            """
            DELETE FROM identity_session WHERE id IN (
              SELECT id FROM identity_session WHERE state ->> '$.expiresAtMillis' <= ? LIMIT ?)\
            """,
            now.toEpochMilli(),
            limit));
  }
}
