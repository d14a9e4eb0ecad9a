package dev.stoa.shared.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the clients of one process. Each throws a {@link org.apache.kafka.common.KafkaException}
 * when no broker's name can be resolved, so each is made where that can be tried again.
 */
final class KafkaClients {
  private static final int REQUEST_MILLIS = 10_000;

  /** How long a broker that answers nothing keeps a caller. */
  static final int SHORT_MILLIS = 2_500;

  private final KafkaOptions options;

  KafkaClients(KafkaOptions options) {
    this.options = options;
  }

  /**
   * A producer whose events are on all replicas in sync when they are acknowledged, without
   * repetitions of its own.
   *
   * @param purpose part of the client's name
   * @param deliveryMillis how long it tries before it says that it failed
   */
  Producer<byte[], byte[]> producer(String purpose, int deliveryMillis) {
    Map<String, Object> config = common(purpose);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // At once: what comes while a request is under way makes the next batch.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(REQUEST_MILLIS, deliveryMillis));
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, SHORT_MILLIS);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A consumer of a group; its places are stored by hand. */
  Consumer<byte[], byte[]> consumer(String group) {
    Map<String, Object> config = reader(group);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, options.topicPrefix() + group);
    // A new group begins with all that is kept, as it does where the log is in the database.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    // The shortest that brokers allow by default: for so long the partitions of a process that was
    // killed are read by nobody.
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A consumer without a group, which reads what it is told to. */
  Consumer<byte[], byte[]> reader(String purpose, int timeoutMillis) {
    Map<String, Object> config = reader(purpose);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Admin admin(String purpose) {
    Map<String, Object> config = common(purpose);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS / 2);
    return Admin.create(config);
  }

  private Map<String, Object> reader(String purpose) {
    Map<String, Object> config = common(purpose);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
    return config;
  }

  private Map<String, Object> common(String purpose) {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, options.brokers());
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, options.clientId() + "-" + purpose);
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    // New partitions and leaders are seen within half a minute, not five.
    config.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
    return config;
  }
}
