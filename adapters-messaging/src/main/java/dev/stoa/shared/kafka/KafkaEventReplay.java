package dev.stoa.shared.kafka;

import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.EventReplay;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * Sets back the places of consumer groups. The brokers themselves refuse to move a group that is
 * read for, so one that begins to read in between is safe, too; a process that was killed counts as
 * reading until its session ends, some seconds later.
 */
final class KafkaEventReplay implements EventReplay {
  private static final long ANSWER_SECONDS = 10;

  private final KafkaTopics topics;
  private final KafkaClients clients;

  /** The groups and their topics. */
  private final Map<String, Set<String>> topicsOfGroups = new TreeMap<>();

  KafkaEventReplay(
      KafkaTopics topics, KafkaClients clients, Collection<Subscription> subscriptions) {
    this.topics = topics;
    this.clients = clients;
    subscriptions.forEach(each -> topicsOfGroups.put(each.group(), topics.of(each)));
  }

  @Override
  public List<Group> groups() {
    return ask(admin -> {
      Set<String> read = readFor(admin, topicsOfGroups.keySet());
      Map<String, Map<TopicPartition, Long>> places = places(admin, topicsOfGroups.keySet());
      Set<TopicPartition> all = partitions(admin);
      Map<TopicPartition, Long> begins = offsets(admin, all, OffsetSpec.earliest());
      Map<TopicPartition, Long> ends = offsets(admin, all, OffsetSpec.latest());
      return topicsOfGroups.entrySet().stream()
          .map(group -> {
            Map<TopicPartition, Long> place = places.getOrDefault(group.getKey(), Map.of());
            long waiting =
                all.stream()
                    .filter(partition -> group.getValue().contains(partition.topic()))
                    .mapToLong(partition -> {
                      long begin = begins.getOrDefault(partition, 0L);
                      long at = Math.max(begin, place.getOrDefault(partition, begin));
                      return Math.max(0, ends.getOrDefault(partition, 0L) - at);
                    })
                    .sum();
            return new Group(group.getKey(), waiting, read.contains(group.getKey()));
          })
          .toList();
    });
  }

  @Override
  public Result replay(Set<String> wanted, Instant from) {
    Set<String> unknown = new TreeSet<>(wanted);
    unknown.removeAll(topicsOfGroups.keySet());
    if (!unknown.isEmpty()) {
      return new Result.UnknownGroups(unknown);
    }
    return ask(admin -> {
      Set<String> read = readFor(admin, wanted);
      if (!read.isEmpty()) {
        return new Result.StillRead(read);
      }
      Map<String, Map<TopicPartition, Long>> places = places(admin, wanted);
      Map<String, Long> again = new TreeMap<>();
      for (String group : wanted) {
        Map<TopicPartition, Long> place = places.getOrDefault(group, Map.of());
        try {
          again.put(group, setBack(admin, group, place, from));
        } catch (ExecutionException e) {
          if (e.getCause() instanceof UnknownMemberIdException
              || e.getCause() instanceof GroupNotEmptyException) {
            return new Result.StillRead(Set.of(group));
          }
          throw e;
        }
      }
      return new Result.Replayed(again);
    });
  }

  private long setBack(Admin admin, String group, Map<TopicPartition, Long> place, Instant from)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, Long> begins = offsets(admin, place.keySet(), OffsetSpec.earliest());
    Map<TopicPartition, Long> since =
        from.equals(Instant.EPOCH)
            ? begins
            : offsets(admin, place.keySet(), OffsetSpec.forTimestamp(from.toEpochMilli()));
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    long again = 0;
    for (Map.Entry<TopicPartition, Long> each : place.entrySet()) {
      TopicPartition partition = each.getKey();
      long at = each.getValue();
      long back = since.getOrDefault(partition, -1L);
      // Nothing so young is there when it is negative.
      if (back >= 0 && back < at) {
        moved.put(partition, new OffsetAndMetadata(back));
        again += at - back;
      }
    }
    if (!moved.isEmpty()) {
      answer(admin.alterConsumerGroupOffsets(topics.brokerGroup(group), moved).all());
    }
    return again;
  }

  private Set<String> readFor(Admin admin, Set<String> groups)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, String> names =
        groups.stream().collect(Collectors.toMap(topics::brokerGroup, group -> group));
    Set<String> read = new TreeSet<>();
    for (Map.Entry<String, KafkaFuture<ConsumerGroupDescription>> described :
        admin.describeConsumerGroups(names.keySet()).describedGroups().entrySet()) {
      try {
        if (!answer(described.getValue()).members().isEmpty()) {
          read.add(names.getOrDefault(described.getKey(), described.getKey()));
        }
      } catch (ExecutionException e) {
        // One that never read is not known to the brokers.
        if (!(e.getCause() instanceof GroupIdNotFoundException)) {
          throw e;
        }
      }
    }
    return read;
  }

  /** Where the groups stand in their own topics. */
  private Map<String, Map<TopicPartition, Long>> places(Admin admin, Set<String> groups)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
    groups.forEach(g -> specs.put(topics.brokerGroup(g), new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, OffsetAndMetadata>> answered =
        answer(admin.listConsumerGroupOffsets(specs).all());
    Map<String, Map<TopicPartition, Long>> places = new HashMap<>();
    for (String group : groups) {
      Set<String> own = topicsOfGroups.getOrDefault(group, Set.of());
      Map<TopicPartition, Long> place = new HashMap<>();
      answered
          .getOrDefault(topics.brokerGroup(group), Map.of())
          .forEach((partition, offset) -> {
            if (offset != null && own.contains(partition.topic())) {
              place.put(partition, offset.offset());
            }
          });
      places.put(group, place);
    }
    return places;
  }

  private Set<TopicPartition> partitions(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> names =
        topicsOfGroups.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    names.retainAll(answer(admin.listTopics().names()));
    return answer(admin.describeTopics(names).allTopicNames()).values().stream()
        .flatMap(topic ->
            topic.partitions().stream().map(p -> new TopicPartition(topic.name(), p.partition())))
        .collect(Collectors.toSet());
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Set<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    Map<TopicPartition, Long> found = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> offset :
        answer(admin.listOffsets(wanted).all()).entrySet()) {
      found.put(offset.getKey(), offset.getValue().offset());
    }
    return found;
  }

  private interface Question<T> {
    T ask(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
  }

  private <T> T ask(Question<T> question) {
    try (Admin admin = clients.admin("replay")) {
      return question.ask(admin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while asking Kafka about groups", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new StoreUnavailable("Kafka does not answer about its groups", e);
    }
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
  }
}
