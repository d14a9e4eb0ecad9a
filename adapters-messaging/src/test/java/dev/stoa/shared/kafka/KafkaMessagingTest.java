package dev.stoa.shared.kafka;

import static dev.stoa.shared.kafka.KafkaNode.CODEC;
import static dev.stoa.shared.kafka.KafkaNode.NOON;
import static dev.stoa.shared.kafka.KafkaNode.QUICK;
import static dev.stoa.shared.kafka.KafkaNode.RELAY;
import static dev.stoa.shared.kafka.KafkaNode.TYPE;
import static dev.stoa.shared.kafka.KafkaNode.await;
import static dev.stoa.shared.kafka.KafkaNode.bytes;
import static dev.stoa.shared.kafka.KafkaNode.event;
import static dev.stoa.shared.kafka.KafkaNode.options;
import static dev.stoa.shared.kafka.KafkaNode.text;
import static dev.stoa.shared.kafka.KafkaNode.upTo;
import static dev.stoa.shared.kafka.KafkaNode.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import dev.stoa.servers.kafka.KafkaServerProcess;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.ReplayDeadLetter;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.InMemoryOutbox;
import dev.stoa.shared.application.port.PendingEvent;
import dev.stoa.shared.domain.Derivation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Relay and subscriber over a real broker; each test has its own topics and groups. */
@Timeout(90)
class KafkaMessagingTest {
  private final InMemoryOutbox outbox = new InMemoryOutbox("users", InstantSource.system());
  private final BlockingQueue<UserDeletedV1> handled = new LinkedBlockingQueue<>();

  // ---- the relay

  @Test
  void publishesOnceAndInOrder() throws Exception {
    try (KafkaNode node = new KafkaNode(options("once."), outbox, handled::add).start()) {
      for (long n = 1; n <= 20; n++) {
        commit("a", n);
        commit("b", n);
      }

      List<UserDeletedV1> all = take(40);
      assertThat(versions(all, "a")).containsExactlyElementsOf(upTo(20));
      assertThat(versions(all, "b")).containsExactlyElementsOf(upTo(20));
      await(() -> outbox.pending().isEmpty());
      assertThat(node.read(node.topic())).hasSize(40);
      assertThat(node.relay.published()).isEqualTo(40);
    }
  }

  @Test
  void sendsCloudEventsInBinaryModeUnderTheirSubject() throws Exception {
    try (KafkaNode node = new KafkaNode(options("form."), outbox, handled::add).start()) {
      BlockingQueue<PendingEvent> committed = new LinkedBlockingQueue<>();
      outbox.onCommit(committed::addAll);
      commit("a", 1);
      PendingEvent sent = committed.take();
      take(1);

      ConsumerRecord<byte[], byte[]> message = node.read(node.topic()).get(0);

      Map<String, String> headers = new LinkedHashMap<>();
      message.headers().forEach(header -> headers.put(header.key(), text(header.value())));
      assertThat(headers)
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "ce_specversion",
                  "1.0",
                  "ce_id",
                  sent.id().toString(),
                  "ce_type",
                  TYPE,
                  "ce_source",
                  "/stoa/identity",
                  "ce_subject",
                  event("a", 1).subject(),
                  "ce_time",
                  sent.time().toString(),
                  "content-type",
                  "application/json"));
      assertThat(text(message.key())).isEqualTo(event("a", 1).subject());
      assertThat(text(message.value())).isEqualTo(CODEC.encode(event("a", 1)));
    }
  }

  @Test
  void findsWhatACrashLeftBehind() throws Exception {
    commit("a", 1);
    commit("a", 2);
    try (KafkaNode node = new KafkaNode(options("sweep."), outbox, handled::add).start()) {
      assertThat(versions(take(2), "a")).containsExactly(1L, 2L);
      await(() -> outbox.pending().isEmpty());
      assertThat(node.relay.published()).isEqualTo(2);
    }
  }

  @Test
  void leavesWhatIsTooMuchToTheSweeper() throws Exception {
    RelayOptions narrow =
        new RelayOptions(10, Duration.ofMillis(50), Duration.ZERO, Duration.ofSeconds(5));
    KafkaOptions options = options("narrow.");
    try (KafkaNode node =
        new KafkaNode(options, List.of(outbox), handled::add, QUICK, narrow).start()) {
      for (long n = 1; n <= 200; n++) {
        commit("a", n);
      }

      assertThat(versions(take(200), "a")).containsExactlyElementsOf(upTo(200));
      await(() -> outbox.pending().isEmpty());
      assertThat(node.relay.pending()).isZero();
    }
    assertThat(handled).isEmpty();
  }

  @Test
  void doesNotSendAgainWhatItCannotClear() throws Exception {
    try (KafkaNode node = new KafkaNode(options("unclear."), outbox, handled::add).start()) {
      outbox.away(true);
      commit("a", 1);
      commit("a", 2);
      take(2);
      assertThat(outbox.pending()).hasSize(2);

      outbox.away(false);
      commit("a", 3);
      await(() -> outbox.pending().isEmpty());
      take(1);
      assertThat(node.read(node.topic())).hasSize(3);
    }
  }

  @Test
  void losesNothingAndKeepsTheOrderWithTwoRelaysAtOnce() throws Exception {
    KafkaOptions options = options("two.");
    List<UserDeletedV1> seen = new CopyOnWriteArrayList<>();
    try (KafkaNode one = new KafkaNode(options, outbox, seen::add).start();
        KafkaNode other = new KafkaNode(options, outbox, seen::add).start()) {
      for (long n = 1; n <= 50; n++) {
        commit("a", n);
        commit("b", n);
      }
      await(() -> outbox.pending().isEmpty());
      await(() -> Set.copyOf(seen).size() == 100);

      // Whoever takes each event at its first time sees all of them in order.
      List<UserDeletedV1> once =
          one.read(one.topic()).stream()
              .map(message -> (UserDeletedV1) CODEC.decode(TYPE, text(message.value())))
              .distinct()
              .toList();
      assertThat(versions(once, "a")).containsExactlyElementsOf(upTo(50));
      assertThat(versions(once, "b")).containsExactlyElementsOf(upTo(50));
      assertThat(one.relay.published() + other.relay.published()).isGreaterThanOrEqualTo(100);
    }
    List<UserDeletedV1> firsts = List.copyOf(new LinkedHashSet<>(seen));
    assertThat(versions(firsts, "a")).containsExactlyElementsOf(upTo(50));
  }

  @Test
  void losesNothingWhenTheBrokerDiesAndStartsWhileItIsAway(@TempDir Path folder) throws Exception {
    InMemoryOutbox ofOther = new InMemoryOutbox("others", InstantSource.system());
    BlockingQueue<UserDeletedV1> handledByOther = new LinkedBlockingQueue<>();
    try (ServerProcess broker =
        RealServers.required("kafka", () -> KafkaServerProcess.start(folder))) {
      KafkaOptions options = options(broker, "away.");
      KafkaOptions options2 = options(broker, "later.");
      try (KafkaNode node = new KafkaNode(options, outbox, handled::add);
          KafkaNode later = new KafkaNode(options2, ofOther, handledByOther::add)) {
        node.start();
        commit("a", 1);
        take(1);
        await(() -> node.topics.problem().isEmpty());

        broker.kill();
        commit("a", 2);
        commit("a", 3);
        later.start();
        KafkaNode.commit(ofOther, "b", 1);
        KafkaNode.commit(ofOther, "b", 2);
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

  // ---- the subscriber

  @Test
  void goesOnWhereItStopped() throws Exception {
    KafkaOptions options = options("stopped.");
    try (KafkaNode node = new KafkaNode(options, outbox, handled::add).start()) {
      commit("a", 1);
      commit("a", 2);
      take(2);
    }
    commit("a", 3);
    try (KafkaNode node = new KafkaNode(options, outbox, handled::add).start()) {
      assertThat(versions(take(1), "a")).containsExactly(3L);
      await(() -> node.lag() == 0);
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
    try (KafkaNode node = new KafkaNode(options, outbox, reaction).start()) {
      commit("a", 1);
      commit("a", 2);
      entered.await();
      take(1);
      await(() -> node.lag() == 1);
      go.countDown();
      await(() -> node.lag() == 0);
    }
  }

  @Test
  void handlesAgainWhatWasDoneButNotRecorded() throws Exception {
    KafkaOptions options = options("crash.");
    SubscriberOptions impatient =
        new SubscriberOptions(
            QUICK.delivery(), Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(50));
    CountDownLatch effect = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Consumer<UserDeletedV1> diesAfterItsEffect =
        event -> {
          handled.add(event);
          if (event.version() == 2) {
            effect.countDown();
            await(never);
          }
        };
    commit("a", 1);
    commit("a", 2);
    commit("a", 3);
    try (KafkaNode dying =
        new KafkaNode(options, List.of(outbox), diesAfterItsEffect, impatient, RELAY).start()) {
      effect.await();
      await(() -> outbox.pending().isEmpty() && dying.lag() == 2);
    }
    assertThat(versions(take(2), "a")).containsExactly(1L, 2L);

    try (KafkaNode next = new KafkaNode(options, outbox, handled::add).start()) {
      assertThat(versions(take(2), "a")).containsExactly(2L, 3L);
      await(() -> next.lag() == 0);
    } finally {
      never.countDown();
    }
    assertThat(handled).isEmpty();
  }

  @Test
  void repeatsAReactionAndThenPutsTheEventAsideAndGoesOn() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    AtomicBoolean mended = new AtomicBoolean();
    Consumer<UserDeletedV1> reaction =
        event -> {
          if (event.version() == 1 && !mended.get()) {
            attempts.incrementAndGet();
            throw new IllegalArgumentException("cannot stand a one");
          }
          handled.add(event);
        };
    try (KafkaNode node = new KafkaNode(options("aside."), outbox, reaction).start()) {
      commit("a", 1);
      commit("a", 2);

      assertThat(versions(take(1), "a")).containsExactly(2L);
      assertThat(attempts).hasValue(3);
      assertThat(node.state().retries()).isEqualTo(2);
      assertThat(node.state().deadLetters()).isEqualTo(1);
      await(() -> node.lag() == 0);

      ConsumerRecord<byte[], byte[]> message = node.read(node.topics.deadLettersOf("test")).get(0);
      Map<String, String> headers = new LinkedHashMap<>();
      message.headers().forEach(header -> headers.put(header.key(), text(header.value())));
      assertThat(headers)
          .containsEntry("error-class", "java.lang.IllegalArgumentException")
          .containsEntry("error-message", "cannot stand a one")
          .containsEntry("attempts", "3")
          .containsEntry("event-type", TYPE)
          .containsEntry("event-subject", event("a", 1).subject())
          .containsEntry("original-topic", node.topic())
          .containsKeys(
              "event-id",
              "first-failed-at",
              "last-failed-at",
              "original-partition",
              "original-offset");

      DeadLetter letter = node.letters.list(PageRequest.first(9)).items().get(0);
      assertThat(letter.data()).isEqualTo(CODEC.encode(event("a", 1)));
      ReplayDeadLetter replay =
          new ReplayDeadLetter(node.letters, CODEC, node.subscriptions, InstantSource.system());
      assertThat(replay.handle(new ReplayDeadLetter.Command(letter.id())))
          .isInstanceOf(ReplayDeadLetter.Result.FailedAgain.class);
      assertThat(node.letters.find(letter.id()).orElseThrow().attempts()).isEqualTo(4);
      mended.set(true);
      assertThat(replay.handle(new ReplayDeadLetter.Command(letter.id())))
          .isInstanceOf(ReplayDeadLetter.Result.Replayed.class);
      assertThat(versions(take(1), "a")).containsExactly(1L);
      assertThat(attempts).hasValue(4);
      assertThat(node.letters.count()).isZero();
    }
  }

  @Test
  void putsAsideWhatIsNoEventAndSkipsWhatItDoesNotKnow() throws Exception {
    KafkaOptions options = options("poison.");
    try (KafkaNode node = new KafkaNode(options, outbox, handled::add).start()) {
      await(node.topics::isPrepared);
      PendingEvent broken = pending("a", 1, TYPE, "{not json");
      PendingEvent future = pending("a", 2, "dev.stoa.identity.user-deleted.v9", "{}");
      PendingEvent unknown = pending("a", 3, "org.example.something-else", "<xml/>");
      String topic = node.topic();
      try (Producer<byte[], byte[]> producer = node.clients.producer("test", 10_000)) {
        producer.send(CloudEventHeaders.message(topic, broken)).get();
        producer.send(CloudEventHeaders.message(topic, future)).get();
        producer.send(CloudEventHeaders.message(topic, unknown)).get();
        producer.send(new ProducerRecord<>(topic, bytes("k"), bytes("no event at all"))).get();
      }
      commit("a", 3);

      assertThat(versions(take(1), "a")).containsExactly(3L);
      await(() -> node.letters.count() == 2);
      assertThat(node.letters.list(PageRequest.first(9)).items())
          .extracting(DeadLetter::data)
          .containsExactlyInAnyOrder("{not json", "no event at all");
      ConsumerRecord<byte[], byte[]> letter = node.read(node.topics.deadLettersOf("test")).get(0);
      assertThat(CloudEventHeaders.text(letter.headers(), "error-class"))
          .contains("UnreadableEvent");
      assertThat(CloudEventHeaders.text(letter.headers(), "error-message")).isNotEmpty();
      assertThat(CloudEventHeaders.text(letter.headers(), "original-topic")).isEqualTo(topic);
      await(() -> node.lag() == 0);
    }
  }

  @Test
  void repeatsForAsLongAsAStoreIsAway() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Consumer<UserDeletedV1> reaction =
        event -> {
          // Any other failure would be the last one at the third attempt.
          if (attempts.incrementAndGet() <= 3) {
            throw new StoreUnavailable("away", new IllegalStateException("by the test"));
          }
          handled.add(event);
        };
    try (KafkaNode node = new KafkaNode(options("store."), outbox, reaction).start()) {
      commit("a", 1);

      assertThat(versions(take(1), "a")).containsExactly(1L);
      assertThat(attempts).hasValue(4);
      assertThat(node.letters.count()).isZero();
    }
  }

  @Test
  void sharesTheWorkOfAGroupAndKeepsTheOrderWhenOneComesAndGoes() throws Exception {
    KafkaOptions options = options("share.");
    try (KafkaNode one = new KafkaNode(options, outbox, handled::add).start()) {
      commitAll(1, 10);
      List<UserDeletedV1> all = new ArrayList<>(take(60));
      AtomicInteger byOther = new AtomicInteger();
      Consumer<UserDeletedV1> ofOther =
          event -> {
            byOther.incrementAndGet();
            handled.add(event);
          };
      long last = 10;
      try (KafkaNode other = new KafkaNode(options, List.of(), ofOther, QUICK, RELAY).start()) {
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

  // ---- events

  private void commit(String subject, long n) {
    KafkaNode.commit(outbox, subject, n);
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
        subject,
        Derivation.of("poison", 1).with(n).id(),
        type,
        event(subject, n).subject(),
        NOON,
        data);
  }

  private List<UserDeletedV1> take(int count) throws InterruptedException {
    List<UserDeletedV1> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(handled.take());
    }
    return taken;
  }
}
