package dev.stoa.shared.postgres;

import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that wait in rows beside their aggregates. A row is inserted by the statement that writes
 * the aggregate, which the database lets happen one after the other, so the positions of an
 * aggregate's events rise with its versions.
 */
public final class PostgresOutbox implements Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresOutbox.class);

  /**
   * Adds events within a statement that has the rows {@code saved}: six arrays of the same length.
   */
  static final String ADD_IF_SAVED =
      """
      INSERT INTO outbox_event (id, outbox, origin, version, type, subject, time, data, at)
      SELECT e.id::uuid, ?, ?, ?, e.type, e.subject, e.time, e.data, ?
      FROM saved, unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        WITH ORDINALITY AS e(id, type, subject, time, data, n)
      ORDER BY e.n\
      """;

  private final PostgresStore store;
  private final String name;
  private final AtomicReference<Consumer<List<PendingEvent>>> relay =
      new AtomicReference<>(events -> {});

  PostgresOutbox(PostgresStore store, String name) {
    this.store = store;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void onCommit(Consumer<List<PendingEvent>> relay) {
    this.relay.set(relay);
  }

  /** Binds the parameters of {@link #ADD_IF_SAVED}; returns the index of the next one. */
  int bind(
      PreparedStatement statement,
      int from,
      String origin,
      long version,
      long at,
      List<PendingEvent> added)
      throws SQLException {
    Connection connection = statement.getConnection();
    int i = from;
    statement.setString(i++, name);
    statement.setString(i++, origin);
    statement.setLong(i++, version);
    statement.setLong(i++, at);
    for (List<String> column :
        List.of(
            added.stream().map(event -> event.id().toString()).toList(),
            added.stream().map(PendingEvent::type).toList(),
            added.stream().map(PendingEvent::subject).toList(),
            added.stream().map(event -> event.time().toString()).toList(),
            added.stream().map(PendingEvent::data).toList())) {
      statement.setArray(i++, connection.createArrayOf("text", column.toArray()));
    }
    return i;
  }

  /**
   * Hands over what a commit left pending. The commit is made: a relay that fails undoes nothing.
   */
  void handOver(List<PendingEvent> pending) {
    if (pending.isEmpty()) {
      return;
    }
    try {
      relay.get().accept(List.copyOf(pending));
    } catch (RuntimeException e) {
      LOG.warn("the relay did not take events of {}, they stay pending", name, e);
    }
  }

  @Override
  public List<PendingEvent> left(Instant before, int limit) {
    return store.run(connection -> {
      // Whole commits: all events of an aggregate's version that has one among the first.
      try (PreparedStatement query =
          connection.prepareStatement(
              """
              WITH first AS (
                SELECT origin, version FROM outbox_event
                WHERE outbox = ? AND at < ? ORDER BY position LIMIT ?)
              SELECT DISTINCT e.position, %s FROM outbox_event e
              JOIN first USING (origin, version)
              WHERE e.outbox = ? ORDER BY e.position\
              """
                  .formatted("e." + PostgresEvents.COLUMNS.replace(", ", ", e.")))) {
        query.setString(1, name);
        query.setLong(2, before.toEpochMilli());
        query.setInt(3, limit);
        query.setString(4, name);
        try (ResultSet rows = query.executeQuery()) {
          List<PendingEvent> left = new ArrayList<>();
          while (rows.next()) {
            left.add(PostgresEvents.read(rows));
          }
          return List.copyOf(left);
        }
      }
    });
  }

  @Override
  public void published(Collection<PendingEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    Object[] ids = events.stream().map(event -> event.id().toString()).toArray();
    store.run(connection -> {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM outbox_event WHERE id = ANY (?::uuid[]) AND outbox = ?")) {
        delete.setArray(1, connection.createArrayOf("text", ids));
        delete.setString(2, name);
        return delete.executeUpdate();
      }
    });
  }
}
