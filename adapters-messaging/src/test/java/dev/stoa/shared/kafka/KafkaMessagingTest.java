package dev.stoa.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import dev.stoa.servers.kafka.KafkaServerProcess;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventDelivery.GroupState;
import dev.stoa.shared.application.port.InMemoryOutbox;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.delivery.DeliveryOptions;
import dev.stoa.shared.domain.Uuids;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.json.JsonEventsModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Relay and subscriber over a real broker; each test has its own topics and groups. */
@Timeout(90)
class KafkaMessagingTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final EventTypes TYPES = new EventTypes(IdentityEvents.all());
  private static final String TYPE = IdentityEvents.USER_DELETED_V1.name();
  private static final EventCodec CODEC =
      Guice.createInjector(
              new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(TYPES))
          .getInstance(EventCodec.class);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final SubscriberOptions QUICK =
      new SubscriberOptions(
          new DeliveryOptions(16, 2_000, List.of(SHORT, SHORT)),
          Duration.ofMillis(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  private final InMemoryOutbox outbox = new InMemoryOutbox("users", InstantSource.system());
  private final BlockingQueue<UserDeletedV1> handled = new LinkedBlockingQueue<>();

  @Test
  void publishesOnceAndInOrderAsCloudEvents() throws Exception {
    KafkaOptions options = options("once.");
    try (Node node = new Node(options, outbox, handled::add)) {
      node.start();
      for (long n = 1; n <= 20; n++) {
        commit("a", n);
        commit("b", n);
      }

      assertThat(versions(take(40), "a")).containsExactlyElementsOf(upTo(20));
      await(() -> outbox.pending().isEmpty());

      List<ConsumerRecord<byte[], byte[]>> messages = messages(options);
      assertThat(messages).hasSize(40);
      ConsumerRecord<byte[], byte[]> first =
          messages.stream()
              .filter(m -> text(m.key()).equals(event("a", 1).subject()))
              .findFirst()
              .orElseThrow();
      assertThat(CloudEventHeaders.text(first.headers(), "ce_specversion")).isEqualTo("1.0");
      assertThat(CloudEventHeaders.text(first.headers(), "ce_type")).isEqualTo(TYPE);
      assertThat(CloudEventHeaders.text(first.headers(), "ce_source")).isEqualTo("/stoa/identity");
      assertThat(CloudEventHeaders.text(first.headers(), "ce_subject"))
          .isEqualTo(event("a", 1).subject());
      assertThat(CloudEventHeaders.text(first.headers(), "content-type"))
          .isEqualTo("application/json");
      assertThat(text(first.value())).isEqualTo(CODEC.encode(event("a", 1)));
    }
  }

  @Test
  void findsWhatACrashLeftBehind() throws Exception {
    commit("a", 1);
    commit("a", 2);
    try (Node node = new Node(options("sweep."), outbox, handled::add)) {
      node.start();

      assertThat(versions(take(2), "a")).containsExactly(1L, 2L);
      await(() -> outbox.pending().isEmpty());
    }
  }

  @Test
  void losesNothingWithTwoRelaysAtOnce() throws Exception {
    KafkaOptions options = options("two.");
    try (Node one = new Node(options, outbox, handled::add);
        Node other = new Node(options, outbox, handled::add)) {
      one.start();
      other.start();
      for (long n = 1; n <= 50; n++) {
        commit("a", n);
        commit("b", n);
      }
      Set<UserDeletedV1> distinct = new HashSet<>();
      while (distinct.size() < 100) {
        distinct.add(handled.take());
      }
      await(() -> outbox.pending().isEmpty());
    }
  }

  @Test
  void losesNothingWhenTheBrokerDiesAndStartsWhileItIsAway(@TempDir Path folder) throws Exception {
    InMemoryOutbox ofOther = new InMemoryOutbox("others", InstantSource.system());
    BlockingQueue<UserDeletedV1> handledByOther = new LinkedBlockingQueue<>();
    try (ServerProcess broker =
        RealServers.required("kafka", () -> KafkaServerProcess.start(folder))) {
      KafkaOptions options = options(broker, "away.");
      KafkaOptions options2 = options(broker, "later.");
      try (Node node = new Node(options, outbox, handled::add);
          Node later = new Node(options2, ofOther, handledByOther::add)) {
        node.start();
        commit("a", 1);
        take(1);
        await(() -> node.topics.problem().isEmpty());

        broker.kill();
        commit("a", 2);
        commit("a", 3);
        later.start();
        commit(ofOther, "b", 1);
        commit(ofOther, "b", 2);
        await(() -> node.topics.problem().orElse("").contains(options.brokers()));
        await(() -> later.topics.problem().orElse("").contains(options.brokers()));
        assertThat(outbox.pending()).hasSize(2);
        assertThat(ofOther.pending()).hasSize(2);
        broker.restart();

        // What was handled just before may come again: its place was perhaps not stored.
        List<UserDeletedV1> again = new ArrayList<>();
        while (!versions(again, "a").contains(3L)) {
          again.add(handled.take());
        }
        assertThat(versions(again, "a")).isSorted().contains(2L);
        assertThat(List.of(handledByOther.take().version(), handledByOther.take().version()))
            .containsExactly(1L, 2L);
        await(() -> outbox.pending().isEmpty() && ofOther.pending().isEmpty());
        await(() -> node.topics.problem().isEmpty() && later.topics.problem().isEmpty());
      }
    }
  }

  @Test
  void goesOnWhereItStopped() throws Exception {
    KafkaOptions options = options("stopped.");
    try (Node node = new Node(options, outbox, handled::add)) {
      node.start();
      commit("a", 1);
      commit("a", 2);
      take(2);
    }
    commit("a", 3);
    try (Node node = new Node(options, outbox, handled::add)) {
      node.start();
      assertThat(versions(take(1), "a")).containsExactly(3L);
      await(() -> lag(node) == 0);
    }
    assertThat(handled).isEmpty();
  }

  @Test
  void keepsThePlaceBeforeAnEventUntilItsReactionIsDone() throws Exception {
    KafkaOptions options = options("durable.");
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Consumer<UserDeletedV1> reaction =
        event -> {
          if (event.version() == 2) {
            entered.countDown();
            await(go);
          }
          handled.add(event);
        };
    try (Node node = new Node(options, outbox, reaction)) {
      node.start();
      commit("a", 1);
      commit("a", 2);
      entered.await();
      take(1);
      await(() -> lag(node) == 1);
      go.countDown();
      await(() -> lag(node) == 0);
    }
  }

  @Test
  void putsPoisonAsideWithItsReasonAndGoesOn() throws Exception {
    KafkaOptions options = options("poison.");
    try (Node node = new Node(options, outbox, handled::add)) {
      node.start();
      await(node.topics::isPrepared);
      PendingEvent broken = pending("a", 1, TYPE, "{not json");
      PendingEvent future = pending("a", 2, "dev.stoa.identity.user-deleted.v9", "{}");
      String topic = node.topics.of(IdentityEvents.USER_DELETED_V1);
      try (Producer<byte[], byte[]> producer = node.clients.producer("test", 10_000)) {
        producer.send(CloudEventHeaders.message(topic, broken)).get();
        producer.send(CloudEventHeaders.message(topic, future)).get();
        producer.send(new ProducerRecord<>(topic, bytes("k"), bytes("no event at all"))).get();
      }
      commit("a", 3);

      assertThat(versions(take(1), "a")).containsExactly(3L);
      await(() -> node.letters.count() == 2);
      assertThat(node.letters.list(PageRequest.first(9)).items())
          .extracting(DeadLetter::data)
          .containsExactlyInAnyOrder("{not json", "no event at all");
      ConsumerRecord<byte[], byte[]> letter =
          read(options, node.topics.deadLettersOf("test")).get(0);
      assertThat(CloudEventHeaders.text(letter.headers(), "error-class"))
          .contains("UnreadableEvent");
      assertThat(CloudEventHeaders.text(letter.headers(), "error-message")).isNotEmpty();
      assertThat(CloudEventHeaders.text(letter.headers(), "original-topic")).isEqualTo(topic);
      await(() -> lag(node) == 0);
    }
  }

  @Test
  void repeatsForAsLongAsAStoreIsAway() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Consumer<UserDeletedV1> reaction =
        event -> {
          if (attempts.incrementAndGet() < 5) {
            throw new StoreUnavailable("away", new IllegalStateException("by the test"));
          }
          handled.add(event);
        };
    try (Node node = new Node(options("store."), outbox, reaction, QUICK_AND_SHORT)) {
      node.start();
      commit("a", 1);

      assertThat(versions(take(1), "a")).containsExactly(1L);
      assertThat(node.letters.count()).isZero();
    }
  }

  private static final SubscriberOptions QUICK_AND_SHORT =
      new SubscriberOptions(
          new DeliveryOptions(16, 2_000, List.of(SHORT, SHORT, SHORT, SHORT)),
          Duration.ofMillis(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  @Test
  void sharesTheWorkOfAGroupAndKeepsTheOrderWhenOneComesAndGoes() throws Exception {
    KafkaOptions options = options("share.");
    try (Node one = new Node(options, outbox, handled::add)) {
      one.start();
      commitAll(1, 10);
      List<UserDeletedV1> all = new ArrayList<>(take(60));
      AtomicInteger byOther = new AtomicInteger();
      Consumer<UserDeletedV1> ofOther =
          event -> {
            byOther.incrementAndGet();
            handled.add(event);
          };
      long last = 10;
      try (Node other = new Node(options, List.of(), ofOther)) {
        other.start();
        // Events keep coming while the partitions move.
        while (byOther.get() < 30) {
          last++;
          commitAll(last, last);
          all.addAll(take(6));
        }
        commitAll(last + 1, last + 10);
      }
      commitAll(last + 11, last + 20);
      all.addAll(take(120));
      for (int s = 0; s < 6; s++) {
        assertThat(versions(all, "s" + s)).containsExactlyElementsOf(upTo(last + 20));
      }
    }
    assertThat(handled).isEmpty();
  }

  // ---- a process

  private static final class Node implements AutoCloseable {
    final KafkaClients clients;
    final KafkaTopics topics;
    final KafkaDeadLetters letters;
    final KafkaMessaging messaging;

    Node(KafkaOptions options, Outbox outbox, Consumer<UserDeletedV1> reaction) {
      this(options, List.of(outbox), reaction, QUICK);
    }

    Node(KafkaOptions options, List<Outbox> outboxes, Consumer<UserDeletedV1> reaction) {
      this(options, outboxes, reaction, QUICK);
    }

    Node(
        KafkaOptions options,
        Outbox outbox,
        Consumer<UserDeletedV1> reaction,
        SubscriberOptions subscriber) {
      this(options, List.of(outbox), reaction, subscriber);
    }

    private Node(
        KafkaOptions options,
        List<Outbox> outboxes,
        Consumer<UserDeletedV1> reaction,
        SubscriberOptions subscriber) {
      Set<Subscription> subscriptions =
          Set.of(Subscription.group("test").on(UserDeletedV1.class, reaction).build());
      clients = new KafkaClients(options);
      topics = new KafkaTopics(options, clients, TYPES, subscriptions);
      letters = new KafkaDeadLetters(topics, clients);
      messaging =
          new KafkaMessaging(
              topics,
              new KafkaRelay(
                  outboxes,
                  topics,
                  clients,
                  InstantSource.system(),
                  new RelayOptions(
                      1_000,
                      Duration.ofMillis(100),
                      Duration.ofMillis(500),
                      Duration.ofSeconds(5))),
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

    void start() {
      messaging.start();
    }

    @Override
    public void close() {
      messaging.close();
      letters.close();
    }
  }

  private static KafkaOptions options(String prefix) {
    return options(RealServers.required("kafka", KafkaServerProcess::shared), prefix);
  }

  private static KafkaOptions options(ServerProcess broker, String prefix) {
    return new KafkaOptions(
        broker.address(), 3, (short) 1, Duration.ofDays(1), "test-" + prefix, prefix);
  }

  private static long lag(Node node) {
    return node.messaging.states().stream().mapToLong(GroupState::lag).sum();
  }

  // ---- events

  private static UserDeletedV1 event(String subject, long n) {
    return new UserDeletedV1(Uuids.derived("user", subject), n, NOON);
  }

  private void commit(String subject, long n) {
    commit(outbox, subject, n);
  }

  private static void commit(InMemoryOutbox outbox, String subject, long n) {
    PublishedEvent event = event(subject, n);
    outbox.commit(subject, TYPE, event.subject(), List.of(CODEC.encode(event)));
  }

  private void commitAll(long first, long last) {
    for (long n = first; n <= last; n++) {
      for (int s = 0; s < 6; s++) {
        commit("s" + s, n);
      }
    }
  }

  private static PendingEvent pending(String subject, long n, String type, String data) {
    return new PendingEvent(
        subject, Uuids.derived("poison", n), type, event(subject, n).subject(), NOON, data);
  }

  private List<UserDeletedV1> take(int count) throws InterruptedException {
    List<UserDeletedV1> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(handled.take());
    }
    return taken;
  }

  private static List<Long> versions(List<UserDeletedV1> events, String subject) {
    return events.stream()
        .filter(event -> event.subject().equals(event(subject, 1).subject()))
        .map(UserDeletedV1::version)
        .toList();
  }

  private static List<Long> upTo(long last) {
    return java.util.stream.LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> messages(KafkaOptions options) {
    return read(options, options.topicPrefix() + IdentityEvents.USER_DELETED_V1.topic());
  }

  /** All that is in the topic now. */
  private static List<ConsumerRecord<byte[], byte[]>> read(KafkaOptions options, String topic) {
    List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
    try (var reader = new KafkaClients(options).reader("look", 10_000)) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream().map(KafkaMessagingTest::partition).toList();
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

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Until it is so; the time limit of the test is the deadline. */
  private static void await(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      boolean unused = never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
