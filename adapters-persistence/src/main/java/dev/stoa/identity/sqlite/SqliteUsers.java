package dev.stoa.identity.sqlite;

import dev.stoa.identity.application.port.Users;
import dev.stoa.identity.document.UserDocument;
import dev.stoa.identity.domain.User;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.sqlite.SqliteDocuments;
import dev.stoa.shared.sqlite.SqliteDocuments.Stored;
import dev.stoa.shared.sqlite.SqliteEvents;
import dev.stoa.shared.sqlite.SqliteStore;
import dev.stoa.shared.sqlite.SqliteTransaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Users in SQLite. Of a deleted one only the id remains, so that it is never used again. */
final class SqliteUsers implements Users {
  private final SqliteStore store;
  private final SqliteEvents events;
  private final SqliteDocuments<UserDocument> documents;

  SqliteUsers(SqliteStore store, SqliteEvents events) {
    this.store = store;
    this.events = events;
    this.documents = new SqliteDocuments<>(store, events, "identity_user", UserDocument.class);
  }

  @Override
  public Optional<User> find(UserId id) {
    return documents.find(id.toString()).map(SqliteUsers::user);
  }

  @Override
  public Optional<User> findByEmail(EmailAddress email) {
    return documents.where("state ->> '$.email' = ?", email.value()).stream()
        .findFirst()
        .map(SqliteUsers::user);
  }

  @Override
  public Version save(User user, List<? extends PublishedEvent> published) {
    String id = user.id().toString();
    Version made = user.version().next();
    String state = documents.encode(UserDocument.of(user));
    List<SqliteEvents.Row> rows = events.encode(id, made, published);
    return store.write(tx -> {
      if (user.version().equals(Version.NEW)) {
        requireUnused(tx, user);
      }
      documents.write(tx, id, user.version(), state);
      events.append(tx, rows);
      return made;
    });
  }

  @Override
  public void delete(User user, List<? extends PublishedEvent> published) {
    String id = user.id().toString();
    List<SqliteEvents.Row> rows = events.encode(id, user.version().next(), published);
    store.write(tx -> {
      int deleted =
          tx.update(
              "DELETE FROM identity_user WHERE id = ? AND version = ?", id, user.version().value());
      if (deleted == 0) {
        throw new StaleAggregate(user.id(), user.version());
      }
      tx.update("INSERT INTO identity_deleted_user (id) VALUES (?)", id);
      events.append(tx, rows);
      return deleted;
    });
  }

  /** Nobody else writes meanwhile: what is checked here holds until the commit. */
  private static void requireUnused(SqliteTransaction tx, User user) throws SQLException {
    String id = user.id().toString();
    boolean used =
        tx.first(
                """
                SELECT 1 FROM identity_user WHERE id = ?
                UNION ALL SELECT 1 FROM identity_deleted_user WHERE id = ?\
                """,
                row -> true,
                id,
                id)
            .isPresent();
    if (used) {
      throw new StaleAggregate(user.id(), user.version());
    }
    boolean taken =
        tx.first(
                "SELECT 1 FROM identity_user WHERE state ->> '$.email' = ?",
                row -> true,
                user.email().value())
            .isPresent();
    if (taken) {
      throw new EmailTaken();
    }
  }

  private static User user(Stored<UserDocument> stored) {
    return stored.document().toUser(stored.version());
  }
}
