package dev.stoa.shared.postgres;

import com.google.inject.Guice;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.postgres.PostgresServerProcess;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.json.JsonEventsModule;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A schema of its own for a test, dropped at its end, with what adapters need to use it. Opened
 * again it is the same schema by another pool.
 */
public final class PostgresTestStore implements AutoCloseable {
  private final PostgresOptions options;
  private final List<PostgresTable> tables;
  private final PostgresEvents events;
  private PostgresStore store;

  private PostgresTestStore(
      PostgresOptions options, List<PostgresTable> tables, PostgresEvents events) {
    this.options = options;
    this.tables = tables;
    this.events = events;
    this.store = PostgresStore.open(options, tables);
    awaitReady();
  }

  /** An empty schema on the server of the tests, with these tables and the one of the outbox. */
  public static PostgresTestStore open(
      List<PostgresTable> tables, Collection<? extends EventType<?>> types) {
    String url = RealServers.required("postgres", PostgresServerProcess::testUrl);
    List<PostgresTable> all = new ArrayList<>(tables);
    all.add(PostgresEvents.TABLE);
    EventTypes known = new EventTypes(List.copyOf(types));
    EventCodec codec =
        Guice.createInjector(
                new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(known))
            .getInstance(EventCodec.class);
    return new PostgresTestStore(
        new PostgresOptions(url, "", "", PostgresServerProcess.schema(), 20),
        all,
        new PostgresEvents(known, codec, InstantSource.system()));
  }

  public PostgresStore store() {
    return store;
  }

  public PostgresEvents events() {
    return events;
  }

  public PostgresOptions options() {
    return options;
  }

  /** What is pending, oldest first. */
  public static List<PendingEvent> pending(Outbox outbox) {
    return outbox.left(Instant.now().plusSeconds(60), 10_000);
  }

  /** Ends the pool and makes another. */
  public void reopen() {
    store.close();
    store = PostgresStore.open(options, tables);
    awaitReady();
  }

  private void awaitReady() {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (store.readiness().problem().get().isPresent()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(store.readiness().problem().get().orElseThrow());
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Override
  public void close() {
    store.close();
    try (Connection connection = DriverManager.getConnection(options.url());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA " + options.schema() + " CASCADE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
