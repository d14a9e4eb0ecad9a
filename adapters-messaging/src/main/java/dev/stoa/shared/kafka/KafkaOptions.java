package dev.stoa.shared.kafka;

import java.time.Duration;

/**
 * Which Kafka is used, and how its topics are made when they are not there.
 *
 * @param brokers where to begin to look: {@code host:port}, several with commas
 * @param partitions of each topic of events: the most instances of a service that share its work
 * @param replicas of each topic; with three of them a write is acknowledged by two brokers at least
 * @param retention how long events are kept for groups that come later or begin again
 * @param clientId how this process names itself to the brokers
 * @param topicPrefix stands before the names of all topics and groups, so that several shops can
 *     share a Kafka; may be empty
 */
public record KafkaOptions(
    String brokers,
    int partitions,
    short replicas,
    Duration retention,
    String clientId,
    String topicPrefix) {
  public KafkaOptions {
    if (!brokers.matches("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*")) {
      throw new IllegalArgumentException(
          "expected brokers such as host:9092,other:9092, but was '" + brokers + "'");
    }
    if (partitions < 1 || replicas < 1) {
      throw new IllegalArgumentException(
          "expected at least one partition and one replica, but was %d and %d"
              .formatted(partitions, replicas));
    }
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException("expected a retention above 0, but was " + retention);
    }
    if (clientId.isBlank()) {
      throw new IllegalArgumentException("expected a client id, but it was blank");
    }
    if (!topicPrefix.matches("[a-z0-9._-]{0,60}")) {
      throw new IllegalArgumentException(
          "expected a topic prefix of a-z, 0-9, '.', '_' and '-', but was '" + topicPrefix + "'");
    }
  }
}
