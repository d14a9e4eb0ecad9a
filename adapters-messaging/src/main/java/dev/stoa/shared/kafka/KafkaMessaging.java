package dev.stoa.shared.kafka;

import dev.stoa.shared.application.port.EventDelivery;
import java.util.List;

/**
 * Both directions, started and closed in the right order: reactions end before the relay does, so
 * that what they commit last is published too.
 */
final class KafkaMessaging implements EventDelivery {
  private final KafkaTopics topics;
  private final KafkaRelay relay;
  private final KafkaSubscriber subscriber;

  KafkaMessaging(KafkaTopics topics, KafkaRelay relay, KafkaSubscriber subscriber) {
    this.topics = topics;
    this.relay = relay;
    this.subscriber = subscriber;
  }

  @Override
  public void start() {
    topics.start();
    relay.start();
    subscriber.start();
  }

  @Override
  public List<GroupState> states() {
    return subscriber.states();
  }

  @Override
  public void close() {
    subscriber.close();
    relay.close();
    topics.close();
  }
}
