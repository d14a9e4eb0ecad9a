package dev.stoa.shared.kafka;

import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.EventBacklog;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.events.EventTypes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way in the whole shop: events in the outboxes of the stores that this process
 * knows, and what the brokers hold for all groups of all processes.
 */
final class KafkaBacklog implements EventBacklog, AutoCloseable {
  private static final int MOST_LEFT = 1_000;

  private final KafkaOptions options;
  private final KafkaTopics topics;
  private final KafkaClients clients;
  private final Set<String> eventTopics;
  private final List<Outbox> outboxes;
  private final InstantSource clock;
  private @Nullable Admin admin;

  KafkaBacklog(
      KafkaOptions options,
      KafkaTopics topics,
      KafkaClients clients,
      EventTypes types,
      Collection<Outbox> outboxes,
      InstantSource clock) {
    this.options = options;
    this.topics = topics;
    this.clients = clients;
    this.eventTopics =
        types.all().stream().map(topics::of).collect(Collectors.toCollection(TreeSet::new));
    this.outboxes = List.copyOf(outboxes);
    this.clock = clock;
  }

  @Override
  public synchronized long events() {
    // Outboxes before topics: an event that moves in between is counted twice, never missed.
    long left = 0;
    for (Outbox outbox : outboxes) {
      left += outbox.left(clock.instant().plusSeconds(60), MOST_LEFT).size();
    }
    try {
      return left + lag();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while asking Kafka how far the groups are", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new StoreUnavailable("Kafka does not say how far the groups are", e);
    }
  }

  @Override
  public synchronized void close() {
    Admin open = admin;
    admin = null;
    if (open != null) {
      open.close(java.time.Duration.ofSeconds(1));
    }
  }

  private long lag() throws InterruptedException, ExecutionException, TimeoutException {
    if (!topics.isPrepared()) {
      throw new TimeoutException("the topics are not there yet");
    }
    Admin asked = admin;
    if (asked == null) {
      asked = clients.admin("backlog");
      admin = asked;
    }
    Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
    answer(asked.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
        .map(group -> group.groupId())
        .filter(group -> group.startsWith(options.topicPrefix()))
        .forEach(group -> groups.put(group, new ListConsumerGroupOffsetsSpec()));
    if (groups.isEmpty()) {
      return 0;
    }
    // Places before ends: the other way round a place could be behind an end that moved.
    Map<String, Map<TopicPartition, OffsetAndMetadata>> places =
        answer(asked.listConsumerGroupOffsets(groups).all());
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    answer(asked.describeTopics(eventTopics).allTopicNames())
        .forEach((name, topic) ->
            topic
                .partitions()
                .forEach(
                    p -> latest.put(new TopicPartition(name, p.partition()), OffsetSpec.latest())));
    Map<TopicPartition, ListOffsetsResultInfo> ends = answer(asked.listOffsets(latest).all());
    long lag = 0;
    for (Map<TopicPartition, OffsetAndMetadata> place : places.values()) {
      Set<String> read =
          place.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
        // What a group has read none of counts as soon as it has read another part of that topic.
        if (read.contains(end.getKey().topic())) {
          OffsetAndMetadata at = place.get(end.getKey());
          lag += Math.max(0, end.getValue().offset() - (at == null ? 0 : at.offset()));
        }
      }
    }
    return lag;
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(KafkaClients.SHORT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
