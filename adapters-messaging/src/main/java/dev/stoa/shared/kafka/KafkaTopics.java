package dev.stoa.shared.kafka;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.StateCarryingEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of the shop: their names, and that they are there.
 *
 * <p>They are made and looked at in the background until that worked once, however long the brokers
 * are away; after that it asks every few seconds whether they answer. A topic that is there but
 * otherwise than wanted is warned about and left as it is: its owner decides.
 */
final class KafkaTopics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
  private static final String DEAD_LETTERS = "-dead-letters";
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(2);
  private static final long ANSWER_SECONDS = 10;
  private static final DescribeClusterOptions QUICKLY =
      new DescribeClusterOptions().timeoutMs(3_000);

  private final KafkaOptions options;
  private final KafkaClients clients;
  private final EventTypes types;
  private final Set<String> groups;
  private final CountDownLatch prepared = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<Optional<String>> problem =
      new AtomicReference<>(Optional.of("the topics are not prepared yet"));
  private final AtomicReference<List<String>> warnings = new AtomicReference<>(List.of());
  private @Nullable Thread keeper;

  KafkaTopics(
      KafkaOptions options,
      KafkaClients clients,
      EventTypes types,
      Collection<Subscription> subscriptions) {
    this.options = options;
    this.clients = clients;
    this.types = types;
    this.groups =
        subscriptions.stream().map(Subscription::group).collect(Collectors.toUnmodifiableSet());
  }

  /** The topic of an event. */
  String of(EventType<?> type) {
    return options.topicPrefix() + type.topic();
  }

  /** The topic of the events of a wire name; empty when this version does not know it. */
  Optional<String> of(String typeName) {
    return types.named(typeName).map(this::of);
  }

  /** The topics that hold what a group wants. */
  Set<String> of(Subscription subscription) {
    return subscription.eventTypes().stream()
        .map(types::of)
        .map(this::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The topic of a group's dead letters. */
  String deadLettersOf(String group) {
    return options.topicPrefix() + group + DEAD_LETTERS;
  }

  boolean isDeadLetters(String topic) {
    return topic.startsWith(options.topicPrefix()) && topic.endsWith(DEAD_LETTERS);
  }

  /** How the group is called on the broker. */
  String brokerGroup(String group) {
    return options.topicPrefix() + group;
  }

  synchronized void start() {
    if (keeper == null) {
      keeper = Thread.ofVirtual().name("stoa-kafka-topics").start(this::keep);
    }
  }

  /** Waits until the topics are there; false when that takes longer than the limit. */
  boolean awaitPrepared(Duration limit) throws InterruptedException {
    return prepared.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean isPrepared() {
    return prepared.getCount() == 0;
  }

  /** A sentence for each topic that was there before, but otherwise than wanted. */
  List<String> warnings() {
    return warnings.get();
  }

  /** Why events cannot travel at the moment. */
  Optional<String> problem() {
    return problem.get();
  }

  NewTopic deadLetterTopic(String group) {
    return new NewTopic(deadLettersOf(group), 1, options.replicas())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                inSync()));
  }

  @Override
  public void close() {
    closing.countDown();
    Thread running;
    synchronized (this) {
      running = keeper;
    }
    if (running != null) {
      // It may wait for an answer of brokers that are away.
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void keep() {
    int failures = 0;
    try {
      while (!isClosing()) {
        try {
          Admin admin = clients.admin("topics");
          try {
            if (!isPrepared()) {
              prepare(admin);
              prepared.countDown();
            }
            failures = 0;
            askAgainAndAgain(admin);
          } finally {
            // What is still asked of brokers that are away is not waited for.
            admin.close(Duration.ZERO);
          }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
          Throwable cause =
              e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
          failures++;
          report("Kafka at " + options.brokers() + " cannot be used: " + cause.getMessage());
          LOG.debug("topics", e);
          long pause = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(failures, 10));
          closing.await(pause, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askAgainAndAgain(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (!isClosing()) {
      answer(admin.describeCluster(QUICKLY).nodes());
      Optional<String> before = problem.getAndSet(Optional.empty());
      if (before.isPresent()) {
        LOG.info("Kafka at {} is there", options.brokers());
      }
      closing.await(BETWEEN_QUESTIONS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Says it once, not at every attempt. */
  private void report(String why) {
    Optional<String> before = problem.getAndSet(Optional.of(why));
    if (!before.equals(Optional.of(why))) {
      LOG.warn("{}", why);
    }
  }

  private void prepare(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, NewTopic> wanted = new TreeMap<>();
    for (EventType<?> type : types.all()) {
      wanted.computeIfAbsent(of(type), this::eventTopic);
    }
    groups.forEach(group -> wanted.put(deadLettersOf(group), deadLetterTopic(group)));
    Set<String> there = answer(admin.listTopics().names());
    List<NewTopic> missing =
        wanted.values().stream().filter(topic -> !there.contains(topic.name())).toList();
    for (Map.Entry<String, KafkaFuture<Void>> made :
        admin.createTopics(missing).values().entrySet()) {
      try {
        answer(made.getValue());
        LOG.info("made the topic {}", made.getKey());
      } catch (ExecutionException e) {
        // Another process was quicker.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
    check(admin, wanted.values().stream().filter(t -> there.contains(t.name())).toList());
  }

  /**
   * All events are kept for some time. After that a topic of events that carry their subject's
   * state keeps the newest of each subject: who lost its copy can build it again.
   */
  private NewTopic eventTopic(String name) {
    String retention = Long.toString(options.retention().toMillis());
    boolean carriesState =
        types.all().stream()
            .filter(type -> of(type).equals(name))
            .allMatch(type -> StateCarryingEvent.class.isAssignableFrom(type.javaType()));
    Map<String, String> kept =
        carriesState
            ? Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                retention)
            : Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                retention);
    Map<String, String> configs = new HashMap<>(kept);
    configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync());
    return new NewTopic(name, options.partitions(), options.replicas()).configs(configs);
  }

  /** One broker may be away, and yet no acknowledged event is on one disk only. */
  private String inSync() {
    return Integer.toString(Math.max(1, options.replicas() - 1));
  }

  private void check(Admin admin, List<NewTopic> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (topics.isEmpty()) {
      return;
    }
    List<String> found = new ArrayList<>();
    List<String> names = topics.stream().map(NewTopic::name).toList();
    Map<String, TopicDescription> described = answer(admin.describeTopics(names).allTopicNames());
    Map<String, ConfigResource> resources = new HashMap<>();
    names.forEach(name -> resources.put(name, new ConfigResource(ConfigResource.Type.TOPIC, name)));
    Map<ConfigResource, Config> configs = answer(admin.describeConfigs(resources.values()).all());
    for (NewTopic topic : topics) {
      List<String> differences = new ArrayList<>();
      TopicDescription is = described.get(topic.name());
      if (is != null && is.partitions().size() != topic.numPartitions()) {
        differences.add(
            "has %d partitions, not %d".formatted(is.partitions().size(), topic.numPartitions()));
      }
      Config config = configs.get(resources.get(topic.name()));
      for (Map.Entry<String, String> setting : topic.configs().entrySet()) {
        ConfigEntry entry = config == null ? null : config.get(setting.getKey());
        if (entry != null && !setting.getValue().equals(entry.value())) {
          differences.add(
              "has %s=%s, not %s".formatted(setting.getKey(), entry.value(), setting.getValue()));
        }
      }
      if (!differences.isEmpty()) {
        String warning = "the topic " + topic.name() + " " + String.join(" and ", differences);
        LOG.warn("{}; it is left as it is", warning);
        found.add(warning);
      }
    }
    warnings.set(List.copyOf(found));
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
  }
}
