package dev.stoa.shared.sqlite;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.SubscriberOffsets;
import dev.stoa.shared.events.EventTypes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The database of an embedded shop with its event log. Whoever uses it closes the store. */
public final class SqliteStoreModule extends AbstractModule {
  private final Path file;
  private final Duration retention;

  /**
   * @param file the database; created if need be
   * @param retention how long events that every group has handled are kept
   */
  public SqliteStoreModule(Path file, Duration retention) {
    this.file = file;
    this.retention = retention;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), new TypeLiteral<SqliteMigration>() {});
  }

  @Provides
  @Singleton
  SqliteStore store(Set<SqliteMigration> migrations) {
    return SqliteStore.open(
        file,
        Stream.of(
                SqliteEvents.MIGRATIONS,
                SqliteSubscriberOffsets.MIGRATIONS,
                SqliteDeadLetters.MIGRATIONS,
                ReadinessProbe.MIGRATIONS,
                List.copyOf(migrations))
            .flatMap(List::stream)
            .toList());
  }

  @Provides
  @Singleton
  SqliteEvents events(EventTypes types, EventCodec codec) {
    return new SqliteEvents(types, codec);
  }

  @Provides
  @Singleton
  EventLog eventLog(SqliteStore store, EventCodec codec) {
    return new SqliteEventLog(store, codec);
  }

  @Provides
  @Singleton
  SubscriberOffsets offsets(SqliteStore store) {
    return new SqliteSubscriberOffsets(store);
  }

  @Provides
  @Singleton
  DeadLetters deadLetters(SqliteStore store) {
    return new SqliteDeadLetters(store);
  }

  @ProvidesIntoSet
  ScheduledTask retentionTask(SqliteStore store, InstantSource clock) {
    SqliteLogRetention task = new SqliteLogRetention(store, clock, retention);
    return new ScheduledTask("event-log-retention", Duration.ofHours(1), task::run);
  }
}
