package dev.stoa.shared.kafka;

import static dev.stoa.shared.kafka.KafkaNode.CODEC;
import static dev.stoa.shared.kafka.KafkaNode.QUICK;
import static dev.stoa.shared.kafka.KafkaNode.RELAY;
import static dev.stoa.shared.kafka.KafkaNode.TYPES;
import static dev.stoa.shared.kafka.KafkaNode.await;
import static dev.stoa.shared.kafka.KafkaNode.event;
import static dev.stoa.shared.kafka.KafkaNode.options;
import static dev.stoa.shared.kafka.KafkaNode.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.servers.ChildJvm;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.EventReplay;
import dev.stoa.shared.application.port.EventReplay.Result;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.application.port.InMemoryOutbox;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators and other parts of a process have of Kafka; each test has its own topics. */
@Timeout(90)
class KafkaOperationsTest {
  private static final InstantSource CLOCK = InstantSource.system();

  private final InMemoryOutbox outbox = new InMemoryOutbox("users", CLOCK);
  private final BlockingQueue<UserDeletedV1> handled = new LinkedBlockingQueue<>();

  // ---- topics

  @Test
  void makesTheTopicsAsConfigured() throws Exception {
    try (KafkaNode node = new KafkaNode(options("made."), outbox, handled::add).start()) {
      await(node.topics::isPrepared);

      try (Admin admin = node.clients.admin("test")) {
        assertThat(partitions(admin, node.topic())).isEqualTo(3);
        assertThat(setting(admin, node.topic(), TopicConfig.RETENTION_MS_CONFIG))
            .containsExactly(Long.toString(Duration.ofDays(1).toMillis()));
        assertThat(setting(admin, node.topic(), TopicConfig.CLEANUP_POLICY_CONFIG))
            .containsExactly("delete");
        String letters = node.topics.deadLettersOf("test");
        assertThat(setting(admin, letters, TopicConfig.CLEANUP_POLICY_CONFIG))
            .containsExactly("compact");
      }
      assertThat(node.topics.warnings()).isEmpty();
    }
  }

  @Test
  void warnsAboutTopicsThatAreOtherwiseAndLeavesThem() throws Exception {
    KafkaOptions first = options("other.");
    try (KafkaNode node = new KafkaNode(first, outbox, handled::add).start()) {
      await(node.topics::isPrepared);
    }
    KafkaOptions second =
        new KafkaOptions(first.brokers(), 5, (short) 1, Duration.ofDays(2), "test", "other.");
    try (KafkaNode node = new KafkaNode(second, outbox, handled::add).start()) {
      await(node.topics::isPrepared);

      assertThat(node.topics.warnings())
          .anySatisfy(warning ->
              assertThat(warning)
                  .contains(node.topic())
                  .contains("has 3 partitions, not 5")
                  .contains("has retention.ms=86400000, not 172800000"));
      try (Admin admin = node.clients.admin("test")) {
        assertThat(partitions(admin, node.topic())).isEqualTo(3);
      }
      KafkaNode.commit(outbox, "a", 1);
      assertThat(handled.take()).isEqualTo(event("a", 1));
    }
  }

  private static int partitions(Admin admin, String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
        .mapToInt(described -> described.partitions().size())
        .sum();
  }

  private static List<String> setting(Admin admin, String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().values().stream()
        .map(config -> config.get(name).value())
        .toList();
  }

  // ---- how far the groups are

  @Test
  void tellsWhatIsOnItsWayInTheWholeShop() throws Exception {
    KafkaOptions options = options("lag.");
    CountDownLatch go = new CountDownLatch(1);
    try (KafkaNode node =
            new KafkaNode(
                    options,
                    outbox,
                    event -> {
                      await(go);
                      handled.add(event);
                    })
                .start();
        KafkaBacklog backlog =
            new KafkaBacklog(options, node.topics, node.clients, TYPES, List.of(outbox), CLOCK)) {
      for (long n = 1; n <= 5; n++) {
        KafkaNode.commit(outbox, "a", n);
      }
      await(() -> outbox.pending().isEmpty());
      await(() -> node.lag() == 5);
      await(() -> node.state().inFlight() == 5);

      outbox.away(true);
      assertThatThrownBy(backlog::events).isInstanceOf(StoreUnavailable.class);
      outbox.away(false);
      go.countDown();
      await(() -> node.lag() == 0);
      await(() -> backlog.events() == 0);
      assertThat(handled).hasSize(5);
    }
  }

  @Test
  void doesNotKnowTheLagWhileNobodyAnswers() {
    KafkaOptions nowhere =
        new KafkaOptions(
            "127.0.0.1:" + ChildJvm.freePort(), 1, (short) 1, Duration.ofDays(1), "test", "");
    try (KafkaNode node = new KafkaNode(nowhere, outbox, handled::add).start();
        KafkaBacklog backlog =
            new KafkaBacklog(nowhere, node.topics, node.clients, TYPES, List.of(outbox), CLOCK)) {
      assertThat(node.lag()).isEqualTo(KafkaLag.UNKNOWN);
      assertThatThrownBy(backlog::events).isInstanceOf(StoreUnavailable.class);
      assertThat(node.topics.problem()).isPresent();
    }
  }

  // ---- listening

  @Test
  void everyProcessHearsWhatIsPublishedAfterItBeganToListen() throws Exception {
    try (KafkaNode node = new KafkaNode(options("tap."), outbox, handled::add).start()) {
      KafkaNode.commit(outbox, "a", 1);
      handled.take();
      // The clock must have moved on since that was published.
      List<ConsumerRecord<byte[], byte[]>> before = node.read(node.topic());
      await(() -> CLOCK.millis() > before.get(0).timestamp());

      BlockingQueue<PublishedEvent> heard = new LinkedBlockingQueue<>();
      BlockingQueue<PublishedEvent> heardByOther = new LinkedBlockingQueue<>();
      try (KafkaEventTap tap = tap(node);
          KafkaEventTap other = tap(node)) {
        EventTap.Listening deaf =
            tap.listen(
                Set.of(UserDeletedV1.class),
                event -> {
                  throw new IllegalStateException("hears nothing well");
                });
        EventTap.Listening first = tap.listen(Set.of(UserDeletedV1.class), heard::add);
        other.listen(Set.of(UserDeletedV1.class), heardByOther::add);
        other.listen(Set.of(UserCreatedV1.class), heardByOther::add);
        // At once: whether the brokers were already asked makes no difference.
        for (long n = 2; n <= 10; n++) {
          KafkaNode.commit(outbox, "a", n);
        }

        for (long n = 2; n <= 10; n++) {
          assertThat(heard.take()).isEqualTo(event("a", n));
          assertThat(heardByOther.take()).isEqualTo(event("a", n));
        }
        first.close();
        KafkaNode.commit(outbox, "a", 11);
        assertThat(heardByOther.take()).isEqualTo(event("a", 11));
        deaf.close();
        assertThat(heard).isEmpty();
      }
    }
  }

  private static KafkaEventTap tap(KafkaNode node) {
    return new KafkaEventTap(node.topics, node.clients, TYPES, CODEC, CLOCK);
  }

  // ---- replay

  @Test
  void setsBackAGroupThatNobodyReadsFor() throws Exception {
    KafkaOptions options = options("replay.");
    try (KafkaNode fresh = new KafkaNode(options, List.of(), handled::add, QUICK, RELAY)) {
      assertThat(replay(fresh).groups()).containsExactly(new EventReplay.Group("test", 0, false));
      assertThat(replay(fresh).replay(Set.of("test"), Instant.EPOCH))
          .isEqualTo(new Result.Replayed(Map.of("test", 0L)));
    }
    try (KafkaNode node = new KafkaNode(options, outbox, handled::add).start()) {
      EventReplay replay = replay(node);
      for (long n = 1; n <= 3; n++) {
        KafkaNode.commit(outbox, "a", n);
        KafkaNode.commit(outbox, "b", n);
      }
      take(6);
      await(() -> node.lag() == 0);

      assertThat(replay.groups()).containsExactly(new EventReplay.Group("test", 0, true));
      assertThat(replay.replay(Set.of("test"), Instant.EPOCH))
          .isEqualTo(new Result.StillRead(Set.of("test")));
      assertThat(replay.replay(Set.of("nobody"), Instant.EPOCH))
          .isEqualTo(new Result.UnknownGroups(Set.of("nobody")));
    }

    KafkaNode resting = new KafkaNode(options, List.of(), handled::add, QUICK, RELAY);
    EventReplay replay = replay(resting);
    assertThat(replay.replay(Set.of("test"), CLOCK.instant().plusSeconds(3_600)))
        .isEqualTo(new Result.Replayed(Map.of("test", 0L)));
    assertThat(replay.groups()).containsExactly(new EventReplay.Group("test", 0, false));
    assertThat(replay.replay(Set.of("test"), Instant.EPOCH))
        .isEqualTo(new Result.Replayed(Map.of("test", 6L)));
    assertThat(replay.replay(Set.of("test"), Instant.EPOCH))
        .as("again is nothing")
        .isEqualTo(new Result.Replayed(Map.of("test", 0L)));
    assertThat(replay.groups()).containsExactly(new EventReplay.Group("test", 6, false));
    resting.close();

    try (KafkaNode node = new KafkaNode(options, List.of(), handled::add, QUICK, RELAY).start()) {
      List<UserDeletedV1> again = take(6);
      assertThat(versions(again, "a")).containsExactly(1L, 2L, 3L);
      assertThat(versions(again, "b")).containsExactly(1L, 2L, 3L);
      await(() -> node.lag() == 0);
    }
    assertThat(handled).isEmpty();
  }

  @Test
  void setsBackToATime() throws Exception {
    KafkaOptions options = options("since.");
    Instant between;
    try (KafkaNode node = new KafkaNode(options, outbox, handled::add).start()) {
      KafkaNode.commit(outbox, "a", 1);
      take(1);
      long before = node.read(node.topic()).get(0).timestamp();
      await(() -> CLOCK.millis() > before);
      between = Instant.ofEpochMilli(before + 1);
      KafkaNode.commit(outbox, "a", 2);
      take(1);
      await(() -> node.lag() == 0);
    }
    KafkaNode resting = new KafkaNode(options, List.of(), handled::add, QUICK, RELAY);
    assertThat(replay(resting).replay(Set.of("test"), between))
        .isEqualTo(new Result.Replayed(Map.of("test", 1L)));
    resting.close();

    try (KafkaNode node = new KafkaNode(options, List.of(), handled::add, QUICK, RELAY).start()) {
      assertThat(versions(take(1), "a")).containsExactly(2L);
      await(() -> node.lag() == 0);
    }
    assertThat(handled).isEmpty();
  }

  private static EventReplay replay(KafkaNode node) {
    return new KafkaEventReplay(node.topics, node.clients, node.subscriptions);
  }

  private List<UserDeletedV1> take(int count) throws InterruptedException {
    List<UserDeletedV1> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(handled.take());
    }
    return taken;
  }
}
