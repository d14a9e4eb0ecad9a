package dev.stoa.shared.kafka;

import com.google.inject.Guice;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import dev.stoa.servers.kafka.KafkaServerProcess;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventDelivery.GroupState;
import dev.stoa.shared.application.port.InMemoryOutbox;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.delivery.DeliveryOptions;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.json.JsonEventsModule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * What one process of the shop has of Kafka: a relay over its outboxes, and one group of reactions.
 * Its events are deletions of users, whose versions tell their order.
 */
final class KafkaNode implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final EventTypes TYPES = new EventTypes(IdentityEvents.all());
  static final String TYPE = IdentityEvents.USER_DELETED_V1.name();
  static final EventCodec CODEC =
      Guice.createInjector(
              new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(TYPES))
          .getInstance(EventCodec.class);

  /** Three attempts without pauses worth the name, places stored many times a second. */
  static final SubscriberOptions QUICK =
      new SubscriberOptions(
          new DeliveryOptions(
              16,
              2_000,
              DeliveryOptions.HEAVIEST,
              List.of(Duration.ofMillis(1), Duration.ofMillis(1))),
          Duration.ofMillis(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  static final RelayOptions RELAY =
      new RelayOptions(
          1_000, Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(5));

  final KafkaClients clients;
  final KafkaTopics topics;
  final KafkaDeadLetters letters;
  final KafkaRelay relay;
  final Set<Subscription> subscriptions;
  private final KafkaMessaging messaging;

  KafkaNode(KafkaOptions options, Outbox outbox, Consumer<UserDeletedV1> reaction) {
    this(options, List.of(outbox), reaction, QUICK, RELAY);
  }

  KafkaNode(
      KafkaOptions options,
      List<? extends Outbox> outboxes,
      Consumer<UserDeletedV1> reaction,
      SubscriberOptions subscriber,
      RelayOptions relaying) {
    subscriptions = Set.of(Subscription.group("test").on(UserDeletedV1.class, reaction).build());
    clients = new KafkaClients(options);
    topics = new KafkaTopics(options, clients, TYPES, subscriptions);
    letters = new KafkaDeadLetters(topics, clients);
    relay =
        new KafkaRelay(List.copyOf(outboxes), topics, clients, InstantSource.system(), relaying);
    messaging =
        new KafkaMessaging(
            topics,
            relay,
            new KafkaSubscriber(
                subscriptions,
                TYPES,
                CODEC,
                letters::put,
                topics,
                clients,
                InstantSource.system(),
                subscriber));
  }

  /** Options of a shop of its own on the shared broker. */
  static KafkaOptions options(String prefix) {
    return options(RealServers.required("kafka", KafkaServerProcess::shared), prefix);
  }

  static KafkaOptions options(ServerProcess broker, String prefix) {
    return new KafkaOptions(
        broker.address(), 3, (short) 1, Duration.ofDays(1), "test-" + prefix, prefix);
  }

  /** Begins; returns this. */
  KafkaNode start() {
    messaging.start();
    return this;
  }

  GroupState state() {
    return messaging.states().get(0);
  }

  long lag() {
    return state().lag();
  }

  String topic() {
    return topics.of(IdentityEvents.USER_DELETED_V1);
  }

  @Override
  public void close() {
    messaging.close();
    letters.close();
  }

  // ---- events

  static UserDeletedV1 event(String subject, long n) {
    return new UserDeletedV1(Derivation.of("user", 1).with(subject).id(), n, NOON);
  }

  static void commit(InMemoryOutbox outbox, String subject, long n) {
    PublishedEvent event = event(subject, n);
    outbox.commit(subject, TYPE, event.subject(), List.of(CODEC.encode(event)));
  }

  static List<Long> versions(List<UserDeletedV1> events, String subject) {
    return events.stream()
        .filter(event -> event.subject().equals(event(subject, 1).subject()))
        .map(UserDeletedV1::version)
        .toList();
  }

  static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  // ---- topics

  /** All that is in the topic now, in the order of its partitions. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
    try (var reader = clients.reader("look", 10_000)) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream().map(KafkaNode::partition).toList();
      reader.assign(partitions);
      long end = reader.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      while (messages.size() < end) {
        reader.poll(Duration.ofMillis(100)).forEach(messages::add);
      }
    }
    return messages;
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  // ---- waiting; the time limit of the test is the deadline

  static void await(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      boolean unused = never.await(20, TimeUnit.MILLISECONDS);
    }
  }

  /** Where nothing may be thrown, as in a reaction. */
  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
