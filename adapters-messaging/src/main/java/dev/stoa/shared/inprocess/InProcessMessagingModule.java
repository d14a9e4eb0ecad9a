package dev.stoa.shared.inprocess;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventBacklog;
import dev.stoa.shared.application.port.EventDelivery;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.EventReplay;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.application.port.SubscriberOffsets;
import dev.stoa.shared.events.EventTypes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;

/** Events within one process: the log is the queue. Whoever uses it starts and closes it. */
public final class InProcessMessagingModule extends AbstractModule {
  private final PumpOptions options;

  public InProcessMessagingModule(PumpOptions options) {
    this.options = options;
  }

  @Provides
  @Singleton
  EventPump eventPump(
      EventLog log,
      SubscriberOffsets offsets,
      DeadLetters deadLetters,
      Set<Subscription> subscriptions,
      EventTypes types,
      InstantSource clock) {
    return new EventPump(log, offsets, deadLetters, subscriptions, types, clock, options);
  }

  @Provides
  @Singleton
  static EventDelivery eventDelivery(EventPump pump) {
    return pump;
  }

  @Provides
  @Singleton
  static EventReplay eventReplay(
      EventLog log, SubscriberOffsets offsets, Set<Subscription> subscriptions, EventPump pump) {
    return new InProcessEventReplay(log, offsets, subscriptions, pump::isPumping);
  }

  @Provides
  @Singleton
  static EventBacklog eventBacklog(EventDelivery delivery) {
    return () -> delivery.states().stream().mapToLong(EventDelivery.GroupState::lag).sum();
  }

  @Provides
  @Singleton
  EventTap eventTap(EventLog log) {
    return new InProcessEventTap(log);
  }
}
