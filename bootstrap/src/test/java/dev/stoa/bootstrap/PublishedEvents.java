package dev.stoa.bootstrap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What is in the topics of a cluster, to be published once more as no relay would. */
final class PublishedEvents {
  private final String brokers;
  private final List<ConsumerRecord<byte[], byte[]>> messages;

  private PublishedEvents(String brokers, List<ConsumerRecord<byte[], byte[]>> messages) {
    this.brokers = brokers;
    this.messages = messages;
  }

  /** Reads all topics of events to their present ends. */
  static PublishedEvents of(String brokers) {
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      Set<TopicPartition> partitions =
          reader.listTopics().entrySet().stream()
              .filter(topic -> topic.getKey().endsWith("-events"))
              .flatMap(topic -> topic.getValue().stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .collect(Collectors.toSet());
      reader.assign(partitions);
      long all = reader.endOffsets(partitions).values().stream().mapToLong(end -> end).sum();
      List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
      while (messages.size() < all) {
        reader.poll(Duration.ofMillis(100)).forEach(messages::add);
      }
      return new PublishedEvents(brokers, messages);
    }
  }

  /** The names of the topics that have messages. */
  Set<String> topics() {
    return messages.stream()
        .map(ConsumerRecord::topic)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Publishes every message again, each partition in its order. */
  void publishAgain() throws InterruptedException, ExecutionException {
    publish(messages);
  }

  /** Publishes every message again, each partition from its end to its beginning. */
  void publishBackwards() throws InterruptedException, ExecutionException {
    publish(messages.reversed());
  }

  private void publish(List<ConsumerRecord<byte[], byte[]>> inThisOrder)
      throws InterruptedException, ExecutionException {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> message : inThisOrder) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    message.topic(),
                    message.partition(),
                    message.key(),
                    message.value(),
                    message.headers())));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }
}
