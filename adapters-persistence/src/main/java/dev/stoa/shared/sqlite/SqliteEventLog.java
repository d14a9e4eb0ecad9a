package dev.stoa.shared.sqlite;

import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventCodec.UnreadableEvent;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.events.PublishedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event log in SQLite. Every group reads every event, so the newest ones are kept in memory
 * once they were read: they are read from the database and decoded once, whoever comes first.
 */
final class SqliteEventLog implements EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteEventLog.class);
  private static final int REMEMBERED = 8_192;

  private final SqliteStore store;
  private final EventCodec codec;
  private final AtomicReferenceArray<@Nullable LoggedEvent> remembered =
      new AtomicReferenceArray<>(REMEMBERED);

  SqliteEventLog(SqliteStore store, EventCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  @Override
  public List<LoggedEvent> after(long position, int limit) {
    List<LoggedEvent> events = new ArrayList<>();
    for (long next = position + 1; events.size() < limit; next++) {
      LoggedEvent event = remembered.get((int) (next % REMEMBERED));
      if (event == null || event.position() != next) {
        break;
      }
      events.add(event);
    }
    return events.isEmpty() ? read(position, limit) : events;
  }

  @Override
  public long lastPosition() {
    return store.read(session ->
        session.first("SELECT max(position) FROM event", row -> row.getLong(1)).orElse(0L));
  }

  @Override
  public void onAppend(Runnable signal) {
    store.onCommit(signal);
  }

  private List<LoggedEvent> read(long position, int limit) {
    List<LoggedEvent> events =
        store.read(session ->
            session.query(
                "SELECT position, id, type, subject, data FROM event WHERE position > ?"
                    + " ORDER BY position LIMIT ?",
                this::event,
                position,
                limit));
    for (LoggedEvent event : events) {
      remembered.set((int) (event.position() % REMEMBERED), event);
    }
    return events;
  }

  private LoggedEvent event(ResultSet row) throws SQLException {
    String type = row.getString("type");
    String data = row.getString("data");
    long position = row.getLong("position");
    PublishedEvent event;
    try {
      event = codec.decode(type, data);
    } catch (UnreadableEvent e) {
      LOG.warn("event {} of type {} cannot be read: {}", position, type, e.getMessage());
      event = null;
    }
    return new LoggedEvent(
        position,
        UUID.fromString(row.getString("id")),
        type,
        row.getString("subject"),
        data,
        event);
  }
}
