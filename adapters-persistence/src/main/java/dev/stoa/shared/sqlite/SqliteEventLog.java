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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event log in SQLite. Every group reads every event, so the newest ones are kept in memory
 * once they were read: they are read from the database and decoded once, whoever comes first.
 */
final class SqliteEventLog implements EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteEventLog.class);
  private final SqliteStore store;
  private final EventCodec codec;
  private final NewestEvents remembered = new NewestEvents(8_192, 24L << 20);

  SqliteEventLog(SqliteStore store, EventCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  @Override
  public List<LoggedEvent> after(long position, int limit) {
    List<LoggedEvent> events = new ArrayList<>();
    long weight = 0;
    for (long next = position + 1; events.size() < limit; next++) {
      LoggedEvent event = remembered.at(next);
      if (event == null) {
        break;
      }
      weight += event.weight();
      if (!events.isEmpty() && weight > HEAVIEST_READING) {
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
    List<LoggedEvent> events = new ArrayList<>();
    store.read(session ->
        session.forEach(
            "SELECT position, id, type, subject, data FROM event WHERE position > ?"
                + " ORDER BY position LIMIT ?",
            new LightEnough(events),
            position,
            limit));
    events.forEach(remembered::add);
    return events;
  }

  /** Takes events as long as they are not too heavy together, and the first one in any case. */
  private final class LightEnough implements SqliteSession.RowVisitor {
    private final List<LoggedEvent> events;
    private long weight;

    LightEnough(List<LoggedEvent> events) {
      this.events = events;
    }

    @Override
    public boolean visit(ResultSet row) throws SQLException {
      LoggedEvent next = event(row);
      weight += next.weight();
      if (!events.isEmpty() && weight > HEAVIEST_READING) {
        return false;
      }
      events.add(next);
      return true;
    }
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
