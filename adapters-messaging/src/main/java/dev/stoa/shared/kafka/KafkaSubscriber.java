package dev.stoa.shared.kafka;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventDelivery;
import dev.stoa.shared.delivery.GroupDelivery;
import dev.stoa.shared.delivery.StreamMark;
import dev.stoa.shared.events.EventTypes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;

/**
 * Brings events from Kafka to the groups of reactions. Every group is a consumer group of its own:
 * the processes of a service share its partitions.
 */
final class KafkaSubscriber implements EventDelivery {
  private final List<KafkaGroup> groups;
  private final KafkaLag lag;
  private final CountDownLatch closing = new CountDownLatch(1);
  private boolean started;

  KafkaSubscriber(
      Collection<Subscription> subscriptions,
      EventTypes types,
      EventCodec codec,
      BiConsumer<DeadLetter, StreamMark> deadLetters,
      KafkaTopics topics,
      KafkaClients clients,
      InstantSource clock,
      SubscriberOptions options) {
    Set<String> names = new HashSet<>();
    for (Subscription subscription : subscriptions) {
      if (!names.add(subscription.group())) {
        throw new IllegalArgumentException(
            "two subscriptions of the group " + subscription.group());
      }
    }
    groups =
        subscriptions.stream()
            .filter(subscription -> !subscription.eventTypes().isEmpty())
            .map(s ->
                new KafkaGroup(
                    s,
                    new GroupDelivery(
                        s,
                        types,
                        deadLetters,
                        clock,
                        options.delivery(),
                        // The polling thread looks again by itself, many times a second.
                        () -> {}),
                    topics,
                    clients,
                    codec,
                    options,
                    closing))
            .toList();
    Map<String, Set<String>> topicsOfGroups = new HashMap<>();
    groups.forEach(group -> topicsOfGroups.put(group.delivery().group(), group.topicNames()));
    lag = new KafkaLag(topics, clients, topicsOfGroups);
  }

  @Override
  public synchronized void start() {
    if (started) {
      throw new IllegalStateException("the subscriber is started once");
    }
    started = true;
    groups.forEach(KafkaGroup::start);
  }

  @Override
  public List<GroupState> states() {
    if (groups.isEmpty()) {
      return List.of();
    }
    Map<String, Long> lags = lag.ofGroups();
    return groups.stream()
        .map(KafkaGroup::delivery)
        .map(group ->
            new GroupState(
                group.group(),
                lags.getOrDefault(group.group(), KafkaLag.UNKNOWN),
                group.inFlight(),
                group.retries(),
                group.deadLetters()))
        .toList();
  }

  @Override
  public synchronized void close() {
    closing.countDown();
    if (started) {
      try {
        for (KafkaGroup group : groups) {
          group.awaitEnd();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    lag.close();
  }
}
