package dev.stoa.shared.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Deletes old events that every group has handled. The newest event always stays, so that positions
 * are never given twice.
 */
final class SqliteLogRetention {
  private static final int BATCH = 2_000;

  private final SqliteStore store;
  private final InstantSource clock;
  private final Duration retention;

  SqliteLogRetention(SqliteStore store, InstantSource clock, Duration retention) {
    this.store = store;
    this.clock = clock;
    this.retention = retention;
  }

  /** Deletes what may go, a little at a time so that other writes get their turn. */
  void run() {
    Instant before = clock.instant().minus(retention);
    long handled =
        store.read(session ->
            session
                .first(
                    "SELECT coalesce(min(position), 0) FROM subscriber_offset",
                    row -> row.getLong(1))
                .orElse(0L));
    long done = 0;
    long next = store.write(tx -> deleteBatch(tx, 0, handled, before));
    while (next > done) {
      long from = next;
      done = next;
      next = store.write(tx -> deleteBatch(tx, from, handled, before));
    }
  }

  /**
   * Returns the last position looked at; not more than {@code from} when there is nothing left to
   * do.
   */
  private static long deleteBatch(SqliteTransaction tx, long from, long handled, Instant before)
      throws SQLException {
    List<Long> positions =
        tx.query(
            "SELECT position FROM event WHERE position > ? AND position <= ?"
                + " AND position < (SELECT max(position) FROM event) ORDER BY position LIMIT ?",
            row -> row.getLong(1),
            from,
            handled,
            BATCH);
    if (positions.isEmpty()) {
      return from;
    }
    long last = positions.get(positions.size() - 1);
    int deleted =
        tx.update(
            "DELETE FROM event WHERE position >= ? AND position <= ? AND time < ?",
            positions.get(0),
            last,
            before.toString());
    // Times grow with positions but for a little: the first batch that keeps something ends it.
    return deleted < positions.size() ? from : last;
  }
}
