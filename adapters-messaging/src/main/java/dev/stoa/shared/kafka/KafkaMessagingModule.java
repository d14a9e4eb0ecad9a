package dev.stoa.shared.kafka;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.shared.application.ReadinessCheck;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventBacklog;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventDelivery;
import dev.stoa.shared.application.port.EventReplay;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.events.EventTypes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;

/**
 * Events over Kafka. Whoever uses it starts and closes the {@link EventDelivery}: that is the relay
 * of the outboxes too.
 */
public final class KafkaMessagingModule extends AbstractModule {
  private final KafkaOptions options;

  public KafkaMessagingModule(KafkaOptions options) {
    this.options = options;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), Outbox.class);
  }

  @Provides
  @Singleton
  KafkaClients clients() {
    return new KafkaClients(options);
  }

  @Provides
  @Singleton
  KafkaTopics topics(KafkaClients clients, EventTypes types, Set<Subscription> subscriptions) {
    return new KafkaTopics(options, clients, types, subscriptions);
  }

  @Provides
  @Singleton
  static KafkaRelay relay(
      Set<Outbox> outboxes,
      KafkaTopics topics,
      KafkaClients clients,
      InstantSource clock,
      MeterRegistry registry) {
    KafkaRelay relay = new KafkaRelay(outboxes, topics, clients, clock, RelayOptions.DEFAULT);
    Gauge.builder("stoa.relay.pending", relay, KafkaRelay::pending)
        .description("Committed events on their way to Kafka")
        .register(registry);
    FunctionCounter.builder("stoa.relay.published", relay, KafkaRelay::published)
        .register(registry);
    FunctionCounter.builder("stoa.relay.failures", relay, KafkaRelay::failures).register(registry);
    return relay;
  }

  @Provides
  @Singleton
  static KafkaDeadLetters kafkaDeadLetters(KafkaTopics topics, KafkaClients clients) {
    return new KafkaDeadLetters(topics, clients);
  }

  @Provides
  @Singleton
  static DeadLetters deadLetters(KafkaDeadLetters letters) {
    return letters;
  }

  @Provides
  @Singleton
  static EventDelivery delivery(
      KafkaTopics topics,
      KafkaRelay relay,
      KafkaDeadLetters letters,
      KafkaClients clients,
      Set<Subscription> subscriptions,
      EventTypes types,
      EventCodec codec,
      InstantSource clock) {
    KafkaSubscriber subscriber =
        new KafkaSubscriber(
            subscriptions,
            types,
            codec,
            letters::put,
            topics,
            clients,
            clock,
            SubscriberOptions.DEFAULT);
    return new KafkaMessaging(topics, relay, subscriber);
  }

  @Provides
  @Singleton
  static EventTap eventTap(
      KafkaTopics topics,
      KafkaClients clients,
      EventTypes types,
      EventCodec codec,
      InstantSource clock) {
    return new KafkaEventTap(topics, clients, types, codec, clock);
  }

  @Provides
  @Singleton
  EventBacklog eventBacklog(
      KafkaTopics topics,
      KafkaClients clients,
      EventTypes types,
      Set<Outbox> outboxes,
      InstantSource clock) {
    return new KafkaBacklog(options, topics, clients, types, outboxes, clock);
  }

  @Provides
  @Singleton
  static EventReplay eventReplay(
      KafkaTopics topics, KafkaClients clients, Set<Subscription> subscriptions) {
    return new KafkaEventReplay(topics, clients, subscriptions);
  }

  @ProvidesIntoSet
  @Singleton
  static ReadinessCheck kafka(KafkaTopics topics) {
    return new ReadinessCheck("kafka", topics::problem);
  }
}
