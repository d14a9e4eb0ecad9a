package dev.stoa.notification.sqlite;

import dev.stoa.notification.application.port.Feeds;
import dev.stoa.notification.document.NoticeDocument;
import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.sqlite.SqliteMigration;
import dev.stoa.shared.sqlite.SqliteSession;
import dev.stoa.shared.sqlite.SqliteStore;
import dev.stoa.shared.sqlite.SqliteTransaction;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A row per notice, numbered within the feed of its user. The feed's own row knows the last number
 * given and the last one dropped. What a full feed drops loses its content but stays as a row until
 * it is too old to come again.
 */
final class SqliteFeeds implements Feeds {
  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "notification",
              1,
              """
              CREATE TABLE notice_feed (
                user TEXT PRIMARY KEY,
                last INTEGER NOT NULL,
                dropped INTEGER NOT NULL) WITHOUT ROWID;
              CREATE TABLE notice (
                user TEXT NOT NULL,
                position INTEGER NOT NULL,
                id TEXT NOT NULL,
                appended_at INTEGER NOT NULL,
                state TEXT NOT NULL,
                PRIMARY KEY (user, position)) WITHOUT ROWID;
              CREATE UNIQUE INDEX notice_id ON notice (user, id);
              CREATE INDEX notice_appended ON notice (appended_at);
              """));

  private static final int SWEPT_AT_ONCE = 1_000;

  private final SqliteStore store;
  private final InstantSource clock;

  SqliteFeeds(SqliteStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Bounds(long last, long dropped) {}

  private record Row(Notice notice, String state) {}

  private record Old(String user, long position) {}

  @Override
  public void append(UserId user, List<Notice> notices) {
    List<Row> rows = notices.stream().map(n -> new Row(n, NoticeDocument.encode(n))).toList();
    Instant now = clock.instant();
    String owner = user.toString();
    store.write(tx -> {
      Bounds before = bounds(tx, owner).orElse(new Bounds(0, 0));
      long last = before.last();
      for (Row row : rows) {
        last +=
            tx.update(
                "INSERT INTO notice (user, position, id, appended_at, state)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (user, id) DO NOTHING",
                owner,
                last + 1,
                row.notice().id().toString(),
                now.toEpochMilli(),
                row.state());
      }
      long dropped = Math.max(before.dropped(), last - KEPT);
      if (dropped > before.dropped()) {
        tx.update(
            "UPDATE notice SET state = '' WHERE user = ? AND position > ? AND position <= ?",
            owner,
            before.dropped(),
            dropped);
      }
      if (last > before.last()) {
        store(tx, owner, last, dropped);
      }
      return last;
    });
  }

  @Override
  public Optional<List<Entry>> after(UserId user, Position position, int limit) {
    long number = number(position);
    String owner = user.toString();
    return store.read(session -> {
      Bounds bounds = bounds(session, owner).orElse(new Bounds(0, 0));
      if (number < dropped(session, owner, bounds) || number > bounds.last()) {
        return Optional.empty();
      }
      return Optional.of(
          session.query(
              "SELECT position, state FROM notice WHERE user = ? AND position > ?"
                  + " ORDER BY position LIMIT ?",
              row -> entry(row.getLong(1), row.getString(2)),
              owner,
              number,
              limit));
    });
  }

  @Override
  public Newest newest(UserId user, int limit) {
    String owner = user.toString();
    return store.read(session -> {
      // Both bounds first: what is appended meanwhile comes after the end.
      Bounds bounds = bounds(session, owner).orElse(new Bounds(0, 0));
      long after = Math.max(dropped(session, owner, bounds), bounds.last() - limit);
      return new Newest(
          session.query(
              "SELECT position, state FROM notice WHERE user = ? AND position > ?"
                  + " AND position <= ? ORDER BY position",
              row -> entry(row.getLong(1), row.getString(2)),
              owner,
              after,
              bounds.last()),
          new Position(Long.toString(bounds.last())));
    });
  }

  @Override
  public void forget(UserId user) {
    store.write(tx -> {
      tx.update("DELETE FROM notice WHERE user = ?", user.toString());
      return tx.update("DELETE FROM notice_feed WHERE user = ?", user.toString());
    });
  }

  /** Deletes what is too old, a little at a time so that other writes get their turn. */
  void sweep() {
    while (store.write(tx -> sweep(tx, oldest())) == SWEPT_AT_ONCE) {
      // the next portion
    }
  }

  private static int sweep(SqliteTransaction tx, long before) throws SQLException {
    List<Old> old =
        tx.query(
            "SELECT user, position FROM notice WHERE appended_at <= ?"
                + " ORDER BY appended_at, position LIMIT ?",
            row -> new Old(row.getString(1), row.getLong(2)),
            before,
            SWEPT_AT_ONCE);
    for (Old each : old) {
      tx.update("DELETE FROM notice WHERE user = ? AND position = ?", each.user(), each.position());
      tx.update(
          "UPDATE notice_feed SET dropped = max(dropped, ?) WHERE user = ?",
          each.position(),
          each.user());
    }
    return old.size();
  }

  private static Optional<Bounds> bounds(SqliteSession session, String owner) throws SQLException {
    return session.first(
        "SELECT last, dropped FROM notice_feed WHERE user = ?",
        row -> new Bounds(row.getLong(1), row.getLong(2)),
        owner);
  }

  private static void store(SqliteTransaction tx, String owner, long last, long dropped)
      throws SQLException {
    tx.update(
        "INSERT INTO notice_feed (user, last, dropped) VALUES (?, ?, ?)"
            + " ON CONFLICT (user) DO UPDATE SET last = excluded.last, dropped = excluded.dropped",
        owner,
        last,
        dropped);
  }

  /** The last number that is no longer kept: dropped by a full feed, swept, or about to be. */
  private long dropped(SqliteSession session, String owner, Bounds bounds) throws SQLException {
    long tooOld =
        session
            .first(
                "SELECT coalesce(max(position), 0) FROM notice WHERE user = ? AND appended_at <= ?",
                row -> row.getLong(1),
                owner,
                oldest())
            .orElse(0L);
    return Math.max(bounds.dropped(), tooOld);
  }

  private long oldest() {
    return clock.instant().minus(KEPT_FOR).toEpochMilli();
  }

  private static Entry entry(long number, String state) {
    return new Entry(new Position(Long.toString(number)), NoticeDocument.decode(state));
  }

  /** The number of a position; -1, before everything that was ever kept, for a foreign one. */
  private static long number(Position position) {
    String token = position.token();
    boolean ours = token.length() <= 18 && token.chars().allMatch(c -> c >= '0' && c <= '9');
    return ours ? Long.parseLong(token) : -1;
  }
}
