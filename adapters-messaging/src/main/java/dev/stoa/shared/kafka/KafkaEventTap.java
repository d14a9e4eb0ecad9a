package dev.stoa.shared.kafka;

import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventCodec.UnreadableEvent;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics for all who listen in this process: without a group, so that every process hears
 * every event. A topic is read from the time at which the first who wants it began to listen,
 * whenever the brokers can be asked. While they are away it waits, and goes on where it was.
 */
final class KafkaEventTap implements EventTap, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEventTap.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final KafkaTopics topics;
  private final KafkaClients clients;
  private final EventTypes types;
  private final EventCodec codec;
  private final InstantSource clock;
  private final List<Ear> ears = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Used by the reading thread only: where it goes on. */
  private final Map<TopicPartition, Long> places = new HashMap<>();

  private @Nullable Thread reader;

  KafkaEventTap(
      KafkaTopics topics,
      KafkaClients clients,
      EventTypes types,
      EventCodec codec,
      InstantSource clock) {
    this.topics = topics;
    this.clients = clients;
    this.types = types;
    this.codec = codec;
    this.clock = clock;
  }

  @Override
  public synchronized Listening listen(
      Set<? extends Class<? extends PublishedEvent>> wanted,
      java.util.function.Consumer<? super PublishedEvent> listener) {
    Ear ear =
        new Ear(
            wanted.stream()
                .map(types::of)
                .map(type -> type.name())
                .collect(Collectors.toUnmodifiableSet()),
            wanted.stream().map(types::of).map(topics::of).collect(Collectors.toUnmodifiableSet()),
            clock.millis(),
            listener);
    ears.add(ear);
    if (reader == null) {
      // The client locks with monitors: a virtual thread would hold its carrier on older JVMs.
      Thread thread = Thread.ofPlatform().daemon().name("stoa-kafka-tap").unstarted(this::run);
      reader = thread;
      thread.start();
    }
    return () -> ears.remove(ear);
  }

  @Override
  public void close() {
    closing.countDown();
    Thread reading;
    synchronized (this) {
      reading = reader;
    }
    if (reading != null) {
      try {
        reading.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    int failures = 0;
    try {
      while (!isClosing()) {
        if (!topics.awaitPrepared(Duration.ofMillis(100))) {
          continue;
        }
        try (Consumer<byte[], byte[]> consumer =
            clients.reader("tap", KafkaClients.SHORT_MILLIS * 2)) {
          read(consumer);
        } catch (KafkaException e) {
          failures++;
          LOG.warn("cannot read for those who listen: {}", KafkaFailures.sentence(e));
          closing.await(
              Math.min(LONGEST_PAUSE_MILLIS, 100L << Math.min(failures, 10)),
              TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    Set<String> assigned = Set.of();
    PollPace pace = new PollPace(closing);
    while (!isClosing()) {
      Map<String, Long> wanted = new HashMap<>();
      ears.forEach(ear -> ear.topics.forEach(topic -> wanted.merge(topic, ear.since, Math::min)));
      if (!wanted.keySet().equals(assigned)) {
        assign(consumer, wanted);
        assigned = Set.copyOf(wanted.keySet());
      }
      if (assigned.isEmpty()) {
        closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        continue;
      }
      ConsumerRecords<byte[], byte[]> found = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> message : found) {
        places.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
        tell(message);
      }
      if (!found.isEmpty()) {
        pace.found();
      }
    }
  }

  /** From where it was; a topic it has not read before, from the time that is wanted. */
  private void assign(Consumer<byte[], byte[]> consumer, Map<String, Long> wanted) {
    Set<TopicPartition> partitions =
        wanted.keySet().stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .collect(Collectors.toSet());
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(each -> times.put(each, wanted.getOrDefault(each.topic(), 0L)));
    Map<TopicPartition, OffsetAndTimestamp> since = consumer.offsetsForTimes(times);
    consumer.assign(partitions);
    partitions.forEach(partition -> {
      // Nothing so young may be there yet.
      @Nullable OffsetAndTimestamp first = since.get(partition);
      long end = ends.getOrDefault(partition, 0L);
      long begin = first == null ? end : Math.min(first.offset(), end);
      consumer.seek(partition, places.computeIfAbsent(partition, p -> begin));
    });
  }

  private void tell(ConsumerRecord<byte[], byte[]> message) {
    String type = CloudEventHeaders.type(message.headers());
    if (type == null || message.value() == null) {
      return;
    }
    List<Ear> hearing =
        ears.stream()
            .filter(ear -> ear.types.contains(type) && ear.since <= message.timestamp())
            .toList();
    if (hearing.isEmpty()) {
      return;
    }
    PublishedEvent event;
    try {
      event = codec.decode(type, new String(message.value(), StandardCharsets.UTF_8));
    } catch (UnreadableEvent e) {
      // The groups put it aside; who only listens has nothing to hear.
      LOG.debug("an event that cannot be read", e);
      return;
    }
    for (Ear ear : hearing) {
      try {
        ear.listener.accept(event);
      } catch (RuntimeException e) {
        LOG.error("a listener failed to hear an event ({})", type, e);
      }
    }
  }

  private record Ear(
      Set<String> types,
      Set<String> topics,
      long since,
      java.util.function.Consumer<? super PublishedEvent> listener) {}
}
