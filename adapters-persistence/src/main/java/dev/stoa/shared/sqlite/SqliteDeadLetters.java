package dev.stoa.shared.sqlite;

import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Dead letters in SQLite. */
final class SqliteDeadLetters implements DeadLetters {
  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "shared",
              3,
              """
              CREATE TABLE dead_letter (
                id TEXT PRIMARY KEY,
                subscriber TEXT NOT NULL,
                position INTEGER NOT NULL,
                event_id TEXT NOT NULL,
                type TEXT NOT NULL,
                subject TEXT NOT NULL,
                data TEXT NOT NULL,
                cause TEXT NOT NULL,
                attempts INTEGER NOT NULL,
                first_failed_at INTEGER NOT NULL,
                last_failed_at INTEGER NOT NULL);
              CREATE INDEX dead_letter_by_time ON dead_letter (last_failed_at DESC, id DESC);
              """));
  private static final String FIRST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

  private final SqliteStore store;

  SqliteDeadLetters(SqliteStore store) {
    this.store = store;
  }

  @Override
  public void put(DeadLetter letter) {
    store.write(tx ->
        tx.update(
            "INSERT OR REPLACE INTO dead_letter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            letter.id().toString(),
            letter.group(),
            letter.position(),
            letter.eventId().toString(),
            letter.type(),
            letter.subject(),
            letter.data(),
            letter.cause(),
            letter.attempts(),
            letter.firstFailedAt().toEpochMilli(),
            letter.lastFailedAt().toEpochMilli()));
  }

  @Override
  public Optional<DeadLetter> find(UUID id) {
    return store.read(session ->
        session.first(
            "SELECT * FROM dead_letter WHERE id = ?", SqliteDeadLetters::map, id.toString()));
  }

  @Override
  public Page<DeadLetter> list(PageRequest page) {
    String[] after = page.after().map(SqliteDeadLetters::read).orElse(null);
    long time = after == null ? Long.MAX_VALUE : parse(after[0]);
    String id = after == null ? FIRST : after[1];
    List<DeadLetter> found =
        store.read(session ->
            session.query(
                "SELECT * FROM dead_letter WHERE last_failed_at <= ?"
                    + " AND (last_failed_at, id) < (?, ?)"
                    + " ORDER BY last_failed_at DESC, id DESC LIMIT ?",
                SqliteDeadLetters::map,
                time,
                time,
                id,
                page.limit() + 1));
    if (found.size() <= page.limit()) {
      return new Page<>(found, Optional.empty());
    }
    List<DeadLetter> items = found.subList(0, page.limit());
    DeadLetter last = items.get(items.size() - 1);
    return new Page<>(items, Optional.of(cursor(last)));
  }

  @Override
  public void remove(UUID id) {
    store.write(tx -> tx.update("DELETE FROM dead_letter WHERE id = ?", id.toString()));
  }

  @Override
  public long count() {
    return store.read(session ->
        session.first("SELECT count(*) FROM dead_letter", row -> row.getLong(1)).orElse(0L));
  }

  private static DeadLetter map(ResultSet row) throws SQLException {
    return new DeadLetter(
        UUID.fromString(row.getString("id")),
        row.getString("subscriber"),
        row.getLong("position"),
        UUID.fromString(row.getString("event_id")),
        row.getString("type"),
        row.getString("subject"),
        row.getString("data"),
        row.getString("cause"),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("first_failed_at")),
        Instant.ofEpochMilli(row.getLong("last_failed_at")));
  }

  private static Cursor cursor(DeadLetter last) {
    String text = last.lastFailedAt().toEpochMilli() + " " + last.id();
    return new Cursor(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String[] read(Cursor cursor) {
    try {
      String text =
          new String(Base64.getUrlDecoder().decode(cursor.token()), StandardCharsets.UTF_8);
      if (!text.matches("\\d{1,18} [0-9a-f-]{36}")) {
        throw new InvalidCursor();
      }
      return text.split(" ", -1);
    } catch (IllegalArgumentException e) {
      throw new InvalidCursor();
    }
  }

  private static long parse(String number) {
    return Long.parseLong(number);
  }
}
