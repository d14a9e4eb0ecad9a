package dev.stoa.shared.inprocess;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.stoa.shared.application.ScheduledTask;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.IdGenerator;
import dev.stoa.shared.application.port.SubscriberOffsets;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;

/**
 * Events, recurring tasks and ids within one process. Whoever uses it starts and closes both
 * engines.
 */
public final class InProcessMessagingModule extends AbstractModule {
  private final PumpOptions options;

  public InProcessMessagingModule(PumpOptions options) {
    this.options = options;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), new TypeLiteral<Subscription>() {});
    Multibinder.newSetBinder(binder(), new TypeLiteral<ScheduledTask>() {});
  }

  @Provides
  @Singleton
  EventPump eventPump(
      EventLog log,
      SubscriberOffsets offsets,
      DeadLetters deadLetters,
      Set<Subscription> subscriptions,
      InstantSource clock) {
    return new EventPump(log, offsets, deadLetters, subscriptions, clock, options);
  }

  @Provides
  @Singleton
  TaskScheduler taskScheduler(Set<ScheduledTask> tasks) {
    return new TaskScheduler(tasks);
  }

  @Provides
  @Singleton
  IdGenerator idGenerator(InstantSource clock) {
    return new TimeOrderedIds(clock);
  }
}
