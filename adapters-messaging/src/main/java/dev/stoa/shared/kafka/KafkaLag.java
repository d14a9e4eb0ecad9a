package dev.stoa.shared.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each group is behind the ends of its topics, in all processes together. Asked of the
 * brokers when somebody wants to know, but not more often than a few times a second.
 */
final class KafkaLag implements AutoCloseable {
  /** Nobody can say. */
  static final long UNKNOWN = -1;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaLag.class);
  private static final long FRESH_NANOS = Duration.ofMillis(200).toNanos();

  /** With the brokers away, measuring shall not take all the time. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  private final KafkaTopics topics;
  private final KafkaClients clients;
  private final Map<String, Set<String>> topicsOfGroups;
  private Map<String, Long> lags = Map.of();
  private long nextAt = System.nanoTime();
  private @Nullable Admin admin;

  KafkaLag(KafkaTopics topics, KafkaClients clients, Map<String, Set<String>> topicsOfGroups) {
    this.topics = topics;
    this.clients = clients;
    this.topicsOfGroups = Map.copyOf(topicsOfGroups);
  }

  /** The lag of every group; one that was never heard of is missing. */
  synchronized Map<String, Long> ofGroups() {
    if (!topics.isPrepared() || System.nanoTime() - nextAt < 0) {
      return lags;
    }
    try {
      lags = ask();
      nextAt = System.nanoTime() + FRESH_NANOS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.debug("cannot ask for the lag", e);
      lags = Map.of();
      nextAt = System.nanoTime() + PAUSE_NANOS;
    }
    return lags;
  }

  @Override
  public synchronized void close() {
    Admin open = admin;
    admin = null;
    if (open != null) {
      open.close(Duration.ofSeconds(1));
    }
  }

  private Map<String, Long> ask()
      throws InterruptedException, ExecutionException, TimeoutException {
    Admin asked = admin;
    if (asked == null) {
      asked = clients.admin("lag");
      admin = asked;
    }
    Set<String> names =
        topicsOfGroups.values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
    Map<String, TopicDescription> described = answer(asked.describeTopics(names).allTopicNames());
    Map<String, Set<TopicPartition>> partitions = new HashMap<>();
    described.forEach((name, topic) ->
        partitions.put(
            name,
            topic.partitions().stream()
                .map(p -> new TopicPartition(name, p.partition()))
                .collect(Collectors.toSet())));
    // Places before ends: the other way round a place could be behind an end that moved.
    Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
    topicsOfGroups
        .keySet()
        .forEach(g -> specs.put(topics.brokerGroup(g), new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, OffsetAndMetadata>> places =
        answer(asked.listConsumerGroupOffsets(specs).all());
    Map<TopicPartition, Long> begins = offsets(asked, partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(asked, partitions, OffsetSpec.latest());
    Map<String, Long> found = new HashMap<>();
    topicsOfGroups.forEach((group, of) -> {
      Map<TopicPartition, OffsetAndMetadata> place =
          places.getOrDefault(topics.brokerGroup(group), Map.of());
      long lag = 0;
      Set<TopicPartition> mine = new HashSet<>();
      of.forEach(name -> mine.addAll(partitions.getOrDefault(name, Set.of())));
      for (TopicPartition partition : mine) {
        OffsetAndMetadata at = place.get(partition);
        long begin = begins.getOrDefault(partition, 0L);
        long from = at == null ? begin : Math.max(begin, at.offset());
        lag += Math.max(0, ends.getOrDefault(partition, 0L) - from);
      }
      found.put(group, lag);
    });
    return Map.copyOf(found);
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Map<String, Set<TopicPartition>> partitions, OffsetSpec which)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.values().forEach(of -> of.forEach(partition -> wanted.put(partition, which)));
    Map<TopicPartition, Long> found = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> offset :
        answer(admin.listOffsets(wanted).all()).entrySet()) {
      found.put(offset.getKey(), offset.getValue().offset());
    }
    return found;
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(KafkaClients.SHORT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
