package dev.stoa.shared.mongo;

import com.google.inject.Guice;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.stoa.servers.mongo.MongoServerProcess;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.json.JsonEventsModule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A database of its own for a test, dropped at its end, with what adapters need to use it. Opened
 * again it is the same database by another client.
 */
public final class MongoTestStore implements AutoCloseable {
  private final MongoOptions options;
  private final List<MongoIndex> indexes;
  private final MongoEvents events;
  private MongoStore store;

  private MongoTestStore(MongoOptions options, List<MongoIndex> indexes, MongoEvents events) {
    this.options = options;
    this.indexes = indexes;
    this.events = events;
    this.store = MongoStore.open(options, indexes);
    awaitReady();
  }

  /** An empty database on the server of the tests. */
  public static MongoTestStore open(
      List<MongoIndex> indexes, Collection<? extends EventType<?>> types) {
    return open(MongoServerProcess.testUri(), indexes, types);
  }

  /** An empty database on that server. */
  public static MongoTestStore open(
      String uri, List<MongoIndex> indexes, Collection<? extends EventType<?>> types) {
    return new MongoTestStore(
        new MongoOptions(uri, MongoServerProcess.database()), indexes, events(types));
  }

  static MongoEvents events(Collection<? extends EventType<?>> known) {
    EventTypes types = new EventTypes(List.copyOf(known));
    EventCodec codec =
        Guice.createInjector(
                new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(types))
            .getInstance(EventCodec.class);
    return new MongoEvents(types, codec, InstantSource.system());
  }

  public MongoStore store() {
    return store;
  }

  public MongoEvents events() {
    return events;
  }

  public MongoOptions options() {
    return options;
  }

  /** What is pending, oldest first per aggregate. */
  public static List<PendingEvent> pending(Outbox outbox) {
    return outbox.left(Instant.now().plusSeconds(60), 10_000);
  }

  /** Ends the client and makes another. */
  public void reopen() {
    store.close();
    store = MongoStore.open(options, indexes);
    awaitReady();
  }

  /** Waits until the store can be used. */
  public void awaitReady() {
    await(() -> store.readiness().problem().get().isEmpty());
  }

  /** Waits until something is so. */
  public static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("it did not become so");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Override
  public void close() {
    store.close();
    try (MongoClient client = MongoClients.create(options.uri())) {
      client.getDatabase(options.database()).drop();
    }
  }
}
