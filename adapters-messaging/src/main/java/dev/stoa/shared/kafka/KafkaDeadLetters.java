package dev.stoa.shared.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.delivery.StreamMark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters on Kafka: a compacted topic for each group, {@code <group>-dead-letters}. The key of
 * a message is the id of the letter, the value its JSON, the headers say why, for those who look
 * with Kafka's own tools; a letter that was removed has no value.
 *
 * <p>Who reads sees every letter that was acknowledged before, of all processes: the topics are
 * read on to their ends first.
 */
final class KafkaDeadLetters implements DeadLetters, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final Comparator<DeadLetter> LATEST_FIRST =
      Comparator.comparing(DeadLetter::lastFailedAt)
          .thenComparing(letter -> letter.id().toString())
          .reversed();
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
  private static final Duration READ_WITHIN = Duration.ofSeconds(10);

  private final KafkaTopics topics;
  private final KafkaClients clients;

  private final ReentrantLock lock = new ReentrantLock();
  // All below: guarded by the lock.
  private final Map<UUID, Seen> letters = new HashMap<>();
  private @Nullable Consumer<byte[], byte[]> reader;
  private @Nullable Producer<byte[], byte[]> producer;

  /** A letter and where its event stood, as the headers say. */
  private record Seen(DeadLetter letter, @Nullable String stream) {}

  KafkaDeadLetters(KafkaTopics topics, KafkaClients clients) {
    this.topics = topics;
    this.clients = clients;
  }

  /** Puts in the letter of an event that was read from a partition. */
  void put(DeadLetter letter, StreamMark from) {
    put(letter, from.stream());
  }

  @Override
  public void put(DeadLetter letter) {
    lock.lock();
    try {
      // One more failure of a letter that is there: it keeps what is known of its place.
      Seen before = letters.get(letter.id());
      put(letter, before == null ? null : before.stream());
    } finally {
      lock.unlock();
    }
  }

  private void put(DeadLetter letter, @Nullable String stream) {
    byte[] json;
    try {
      json = JSON.writeValueAsBytes(letter);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the letter " + letter.id(), e);
    }
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            topics.deadLettersOf(letter.group()),
            null,
            CloudEventHeaders.bytes(letter.id().toString()),
            json);
    String firstLine = letter.cause().lines().findFirst().orElse("");
    int colon = firstLine.indexOf(": ");
    header(message, "error-class", colon < 0 ? firstLine : firstLine.substring(0, colon));
    header(message, "error-message", colon < 0 ? "" : firstLine.substring(colon + 2));
    header(message, "attempts", Integer.toString(letter.attempts()));
    header(message, "first-failed-at", letter.firstFailedAt().toString());
    header(message, "last-failed-at", letter.lastFailedAt().toString());
    header(message, "event-id", letter.eventId().toString());
    header(message, "event-type", letter.type());
    header(message, "event-subject", letter.subject());
    if (stream != null) {
      int dash = stream.lastIndexOf('-');
      header(message, "original-topic", stream.substring(0, dash));
      header(message, "original-partition", stream.substring(dash + 1));
    } else {
      topics.of(letter.type()).ifPresent(topic -> header(message, "original-topic", topic));
    }
    header(message, "original-offset", Long.toString(letter.position()));
    send(letter.group(), message);
  }

  @Override
  public Optional<DeadLetter> find(UUID id) {
    return read(() -> Optional.ofNullable(letters.get(id)).map(Seen::letter));
  }

  @Override
  public Page<DeadLetter> list(PageRequest page) {
    Optional<Place> after = page.after().map(Place::of);
    return read(() -> {
      List<DeadLetter> found =
          letters.values().stream()
              .map(Seen::letter)
              .filter(letter -> after.isEmpty() || after.get().isBefore(letter))
              .sorted(LATEST_FIRST)
              .limit(page.limit() + 1L)
              .toList();
      if (found.size() <= page.limit()) {
        return new Page<>(found, Optional.empty());
      }
      List<DeadLetter> items = found.subList(0, page.limit());
      return new Page<>(items, Optional.of(Place.after(items.get(items.size() - 1))));
    });
  }

  @Override
  public void remove(UUID id) {
    Optional<DeadLetter> letter = find(id);
    if (letter.isPresent()) {
      String group = letter.get().group();
      send(
          group,
          new ProducerRecord<>(
              topics.deadLettersOf(group), null, CloudEventHeaders.bytes(id.toString()), null));
    }
  }

  @Override
  public long count() {
    return read(() -> (long) letters.size());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      dropReader();
      Producer<byte[], byte[]> open = producer;
      producer = null;
      if (open != null) {
        open.close(CLOSE_WITHIN);
      }
    } finally {
      lock.unlock();
    }
  }

  // ---- writing

  private static void header(ProducerRecord<byte[], byte[]> message, String name, String value) {
    message.headers().add(name, CloudEventHeaders.bytes(value));
  }

  private void send(String group, ProducerRecord<byte[], byte[]> message) {
    try {
      if (!isThere(message.topic())) {
        make(group);
      }
      producer().send(message).get(KafkaClients.SHORT_MILLIS * 2L, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw unavailable(e);
    }
  }

  private Producer<byte[], byte[]> producer() {
    lock.lock();
    try {
      Producer<byte[], byte[]> open = producer;
      if (open == null) {
        open = clients.producer("dead-letters", KafkaClients.SHORT_MILLIS);
        producer = open;
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  private boolean isThere(String topic) {
    lock.lock();
    try {
      Consumer<byte[], byte[]> open = reader;
      return open != null
          && open.assignment().stream().anyMatch(partition -> partition.topic().equals(topic));
    } finally {
      lock.unlock();
    }
  }

  /** The topic of a group is made with the others at the start, unless the group is not here. */
  private void make(String group)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = clients.admin("dead-letters-topic")) {
      admin
          .createTopics(List.of(topics.deadLetterTopic(group)))
          .all()
          .get(KafkaClients.SHORT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  // ---- reading

  private <T> T read(java.util.function.Supplier<T> question) {
    lock.lock();
    try {
      follow();
      return question.get();
    } catch (KafkaException e) {
      dropReader();
      throw unavailable(e);
    } finally {
      lock.unlock();
    }
  }

  /** Reads the topics to their present ends. */
  private void follow() {
    Consumer<byte[], byte[]> from = reader;
    if (from == null) {
      from = clients.reader("dead-letters-reader", KafkaClients.SHORT_MILLIS);
      reader = from;
    }
    assign(from);
    Map<TopicPartition, Long> ends = from.endOffsets(from.assignment());
    long deadline = System.nanoTime() + READ_WITHIN.toNanos();
    while (isBehind(from, ends)) {
      if (System.nanoTime() - deadline > 0) {
        throw new org.apache.kafka.common.errors.TimeoutException(
            "the dead letters cannot be read to their end");
      }
      for (ConsumerRecord<byte[], byte[]> message : from.poll(POLL)) {
        see(message);
      }
    }
  }

  private static boolean isBehind(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue());
  }

  /** Takes in the topics that are new since the last time; any process may have made one. */
  private void assign(Consumer<byte[], byte[]> reader) {
    Set<TopicPartition> there =
        reader.listTopics().entrySet().stream()
            .filter(topic -> topics.isDeadLetters(topic.getKey()))
            .flatMap(topic -> topic.getValue().stream())
            .map(KafkaDeadLetters::partition)
            .collect(Collectors.toSet());
    if (!there.equals(reader.assignment())) {
      // Those that were read before go on where they were.
      NavigableMap<String, Long> positions = new TreeMap<>();
      Set<TopicPartition> before = Set.copyOf(reader.assignment());
      before.forEach(partition -> positions.put(partition.toString(), reader.position(partition)));
      reader.assign(there);
      for (TopicPartition partition : there) {
        Long position = positions.get(partition.toString());
        if (position == null) {
          reader.seekToBeginning(Set.of(partition));
        } else {
          reader.seek(partition, position);
        }
      }
    }
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  private void see(ConsumerRecord<byte[], byte[]> message) {
    try {
      UUID id = UUID.fromString(new String(message.key(), StandardCharsets.UTF_8));
      if (message.value() == null) {
        letters.remove(id);
      } else {
        Header topic = message.headers().lastHeader("original-topic");
        String partition = CloudEventHeaders.text(message.headers(), "original-partition");
        String stream =
            topic == null || partition == null
                ? null
                : new String(topic.value(), StandardCharsets.UTF_8) + "-" + partition;
        letters.put(id, new Seen(JSON.readValue(message.value(), DeadLetter.class), stream));
      }
    } catch (java.io.IOException | RuntimeException e) {
      LOG.warn(
          "message {} of {} is no dead letter: {}",
          message.offset(),
          message.topic(),
          KafkaFailures.sentence(e));
    }
  }

  private void dropReader() {
    Consumer<byte[], byte[]> open = reader;
    reader = null;
    letters.clear();
    if (open != null) {
      open.close(CloseOptions.timeout(CLOSE_WITHIN));
    }
  }

  private static StoreUnavailable unavailable(Exception e) {
    return new StoreUnavailable("Kafka keeps the dead letters and does not answer", e);
  }

  /** Where a page ended. */
  private record Place(long time, String id) {
    static Cursor after(DeadLetter last) {
      String text = last.lastFailedAt().toEpochMilli() + " " + last.id();
      return new Cursor(
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Place of(Cursor cursor) {
      try {
        String text =
            new String(Base64.getUrlDecoder().decode(cursor.token()), StandardCharsets.UTF_8);
        if (!text.matches("\\d{1,18} [0-9a-f-]{36}")) {
          throw new InvalidCursor();
        }
        String[] parts = text.split(" ", -1);
        return new Place(Long.parseLong(parts[0]), parts[1]);
      } catch (IllegalArgumentException e) {
        throw new InvalidCursor();
      }
    }

    boolean isBefore(DeadLetter letter) {
      Instant at = Instant.ofEpochMilli(time);
      int compared = letter.lastFailedAt().compareTo(at);
      return compared < 0 || (compared == 0 && letter.id().toString().compareTo(id) < 0);
    }
  }
}
