package dev.stoa.shared.kafka;

import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventCodec.UnreadableEvent;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.delivery.GroupDelivery;
import dev.stoa.shared.delivery.StreamMark;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.events.PublishedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads for one group what is in the partitions that the brokers give to this process.
 *
 * <p>One thread polls and stores places; it never waits for a reaction while the partitions are its
 * own. When one goes to another process, reactions that have not begun are left to that process,
 * those that run are waited for a little, so that no subject is handled by both.
 *
 * <p>A group that keeps a copy stores with each place the incarnation of the copy for which it is
 * the place. Where these differ the copy was lost, and the partition is read from its beginning.
 */
final class KafkaGroup implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaGroup.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration STORE_WITHIN = Duration.ofSeconds(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Subscription subscription;
  private final GroupDelivery delivery;
  private final Set<String> topicNames;
  private final KafkaTopics topics;
  private final KafkaClients clients;
  private final EventCodec codec;
  private final SubscriberOptions options;
  private final CountDownLatch closing;
  private final Thread thread;
  // All below: used by the polling thread only.
  private final Map<TopicPartition, StreamMark> marks = new HashMap<>();
  private final Map<TopicPartition, Long> stored = new HashMap<>();
  private final Map<TopicPartition, String> incarnations = new HashMap<>();
  private @Nullable Consumer<byte[], byte[]> polled;

  KafkaGroup(
      Subscription subscription,
      GroupDelivery delivery,
      KafkaTopics topics,
      KafkaClients clients,
      EventCodec codec,
      SubscriberOptions options,
      CountDownLatch closing) {
    this.subscription = subscription;
    this.delivery = delivery;
    this.topicNames = topics.of(subscription);
    this.topics = topics;
    this.clients = clients;
    this.codec = codec;
    this.options = options;
    this.closing = closing;
    // The client locks with monitors: a virtual thread would hold its carrier on older JVMs.
    this.thread =
        Thread.ofPlatform().daemon().name("stoa-kafka-" + delivery.group()).unstarted(this::run);
  }

  GroupDelivery delivery() {
    return delivery;
  }

  Set<String> topicNames() {
    return topicNames;
  }

  void start() {
    thread.start();
  }

  /** After closing has begun: returns when the places are stored. */
  void awaitEnd() throws InterruptedException {
    thread.join();
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
        // Closed by poll, too, with a limit of its own: again is nothing.
        try (Consumer<byte[], byte[]> consumer = clients.consumer(delivery.group())) {
          polled = consumer;
          consumer.subscribe(topicNames, this);
          failures = 0;
          poll(consumer);
        } catch (KafkaException e) {
          failures++;
          Duration pause = Duration.ofMillis(100L << Math.min(failures, 5));
          LOG.warn(
              "{} cannot read from Kafka; next attempt in {}: {}",
              delivery.group(),
              pause,
              KafkaFailures.sentence(e));
          closing.await(
              Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis()), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void poll(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    try {
      long storeAt = System.nanoTime();
      long lookAt = storeAt;
      PollPace pace = new PollPace(closing);
      while (!isClosing()) {
        ConsumerRecords<byte[], byte[]> found = consumer.poll(POLL);
        found.forEach(this::take);
        if (!found.isEmpty()) {
          pace.found();
        }
        holdBack(consumer);
        if (System.nanoTime() - storeAt >= 0) {
          storeAt = System.nanoTime() + options.storeInterval().toNanos();
          storePlaces(consumer);
        }
        if (subscription.keepsCopy() && System.nanoTime() - lookAt >= 0) {
          lookAt = System.nanoTime() + BETWEEN_LOOKS.toNanos();
          lookAtCopy(consumer);
        }
      }
    } finally {
      // Also when polling failed: what is queued here is read again by whoever is next.
      Set<TopicPartition> all = new HashSet<>(marks.keySet());
      leave(all);
      if (!delivery.awaitEnd(options.closeWithin())) {
        LOG.warn("a reaction of {} still runs; its event will come again", delivery.group());
      }
      storeForGood(consumer, all);
      forget(all);
      consumer.close(CloseOptions.timeout(STORE_WITHIN));
    }
  }

  /** Fetches no more while too much waits. */
  private void holdBack(Consumer<byte[], byte[]> consumer) {
    if (delivery.isFull()) {
      consumer.pause(consumer.assignment());
    } else if (!consumer.paused().isEmpty()) {
      consumer.resume(consumer.paused());
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    TopicPartition partition = new TopicPartition(message.topic(), message.partition());
    StreamMark mark =
        marks.computeIfAbsent(partition, p -> new StreamMark(p.toString(), message.offset()));
    String type = CloudEventHeaders.type(message.headers());
    if (type != null && !delivery.wants(type)) {
      mark.skip(message.offset());
      return;
    }
    String data =
        message.value() == null ? "" : new String(message.value(), StandardCharsets.UTF_8);
    try {
      if (type == null) {
        throw new UnreadableEvent("there is no header ce_type");
      }
      CloudEventHeaders.requireForm(message.headers());
      UUID id = CloudEventHeaders.id(message.headers());
      String subject = CloudEventHeaders.subject(message.headers());
      PublishedEvent event = codec.decode(type, data);
      delivery.take(mark, new LoggedEvent(message.offset(), id, type, subject, data, event), null);
    } catch (UnreadableEvent e) {
      delivery.take(mark, unreadable(message, type, data), e);
    }
  }

  /** As much as can be told of a message that is no event of ours. */
  private static LoggedEvent unreadable(
      ConsumerRecord<byte[], byte[]> message, @Nullable String type, String data) {
    String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    UUID id;
    try {
      id = CloudEventHeaders.id(message.headers());
    } catch (UnreadableEvent e) {
      id =
          Derivation.of("kafka-message", 1)
              .with(message.topic())
              .with(message.partition())
              .with(message.offset())
              .id();
    }
    String subject;
    try {
      subject = CloudEventHeaders.subject(message.headers());
    } catch (UnreadableEvent e) {
      subject = key;
    }
    return new LoggedEvent(
        message.offset(), id, type == null ? "unknown" : type, subject, data, null);
  }

  // ---- the copy that the group keeps

  /** Goes back to the beginning where the place is that of a copy which is lost. */
  private void lookAtCopy(Consumer<byte[], byte[]> consumer) {
    String now;
    try {
      now = subscription.incarnation().orElse("");
    } catch (StoreUnavailable e) {
      // Reactions wait for that store as well.
      return;
    }
    Set<TopicPartition> unknown = new HashSet<>(consumer.assignment());
    unknown.removeAll(incarnations.keySet());
    if (!unknown.isEmpty()) {
      consumer
          .committed(unknown, STORE_WITHIN)
          .forEach((partition, place) ->
              incarnations.put(partition, place == null ? now : place.metadata()));
    }
    Set<TopicPartition> lost = new HashSet<>(consumer.assignment());
    lost.removeIf(partition -> now.equals(incarnations.get(partition)));
    if (lost.isEmpty()) {
      return;
    }
    LOG.warn("{} lost its copy and reads {} from the beginning", delivery.group(), lost);
    leave(lost);
    forget(lost);
    consumer.seekToBeginning(lost);
    lost.forEach(partition -> incarnations.put(partition, now));
  }

  // ---- places

  private Map<TopicPartition, OffsetAndMetadata> moved(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    for (TopicPartition partition : partitions) {
      StreamMark mark = marks.get(partition);
      if (mark != null) {
        Long before = stored.get(partition);
        long next = mark.next();
        if (before == null || before != next) {
          moved.put(
              partition, new OffsetAndMetadata(next, incarnations.getOrDefault(partition, "")));
        }
      }
    }
    return moved;
  }

  private void storePlaces(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, OffsetAndMetadata> moved = moved(marks.keySet());
    if (moved.isEmpty()) {
      return;
    }
    moved.forEach((partition, place) -> stored.put(partition, place.offset()));
    consumer.commitAsync(
        moved,
        (places, failure) -> {
          if (failure != null) {
            // Nothing is lost: the next round stores at least these places.
            LOG.debug("{} cannot store its places", delivery.group(), failure);
            places.keySet().forEach(stored::remove);
          }
        });
  }

  private void storeForGood(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    // A place that is only on its way may get lost: all of them, whether they moved or not.
    partitions.forEach(stored::remove);
    Map<TopicPartition, OffsetAndMetadata> places = moved(partitions);
    if (places.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(places, STORE_WITHIN);
    } catch (KafkaException e) {
      LOG.warn("{} cannot store its places; some events will come again", delivery.group(), e);
    }
  }

  private void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> {
      marks.remove(partition);
      stored.remove(partition);
      incarnations.remove(partition);
    });
  }

  // ---- partitions come and go, while polling

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    LOG.debug("{} now reads {}", delivery.group(), partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    leave(partitions);
    Consumer<byte[], byte[]> consumer = polled;
    if (consumer == null || partitions.isEmpty()) {
      return;
    }
    long deadline = System.nanoTime() + options.revokeWithin().toNanos();
    try {
      for (TopicPartition partition : partitions) {
        StreamMark mark = marks.get(partition);
        Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        if (mark != null && !mark.awaitIdle(rest)) {
          LOG.warn("{} goes while a reaction of {} runs", partition, delivery.group());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    storeForGood(consumer, partitions);
    forget(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    leave(partitions);
    forget(partitions);
  }

  private void leave(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      StreamMark mark = marks.get(partition);
      if (mark != null) {
        mark.leave();
      }
    }
  }
}
