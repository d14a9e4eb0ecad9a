package dev.stoa.shared.kafka;

import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventCodec.UnreadableEvent;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics from their ends for all who listen in this process: without a group, so that
 * every process hears every event. It begins with the first of them. While the brokers are away it
 * waits, and goes on where it was.
 */
final class KafkaEventTap implements EventTap, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEventTap.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final KafkaTopics topics;
  private final KafkaClients clients;
  private final EventTypes types;
  private final EventCodec codec;
  private final List<Ear> ears = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Used by the reading thread only: where it goes on. */
  private final Map<TopicPartition, Long> places = new HashMap<>();

  private @Nullable Thread reader;

  KafkaEventTap(KafkaTopics topics, KafkaClients clients, EventTypes types, EventCodec codec) {
    this.topics = topics;
    this.clients = clients;
    this.types = types;
    this.codec = codec;
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
          LOG.warn("cannot read for those who listen: {}", e.toString());
          closing.await(
              Math.min(LONGEST_PAUSE_MILLIS, 100L << Math.min(failures, 10)),
              TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    Set<String> assigned = Set.of();
    while (!isClosing()) {
      Set<String> wanted = new HashSet<>();
      ears.forEach(ear -> wanted.addAll(ear.topics));
      if (!wanted.equals(assigned)) {
        assign(consumer, wanted);
        assigned = wanted;
      }
      if (assigned.isEmpty()) {
        pause();
        continue;
      }
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        places.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
        tell(message);
      }
    }
  }

  private void pause() {
    try {
      closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  /** From where it was; a topic it has not read before, from its end. */
  private void assign(Consumer<byte[], byte[]> consumer, Collection<String> wanted) {
    Set<TopicPartition> partitions =
        wanted.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .collect(Collectors.toSet());
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    partitions.forEach(partition -> {
      long place = places.computeIfAbsent(partition, p -> ends.getOrDefault(p, 0L));
      consumer.seek(partition, place);
    });
  }

  private void tell(ConsumerRecord<byte[], byte[]> message) {
    String type = CloudEventHeaders.type(message.headers());
    if (type == null || message.value() == null) {
      return;
    }
    List<Ear> hearing = ears.stream().filter(ear -> ear.types.contains(type)).toList();
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
      java.util.function.Consumer<? super PublishedEvent> listener) {}
}
