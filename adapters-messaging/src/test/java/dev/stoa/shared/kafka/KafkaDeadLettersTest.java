package dev.stoa.shared.kafka;

import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.kafka.KafkaServerProcess;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.DeadLettersContract;
import dev.stoa.shared.events.EventTypes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KafkaDeadLettersTest implements DeadLettersContract {
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final String prefix = "letters-" + TESTS.incrementAndGet() + ".";
  private KafkaDeadLetters letters;

  @BeforeEach
  void open() {
    KafkaOptions options =
        new KafkaOptions(
            RealServers.required("kafka", KafkaServerProcess::shared).address(),
            1,
            (short) 1,
            Duration.ofDays(1),
            "letters",
            prefix);
    KafkaClients clients = new KafkaClients(options);
    letters =
        new KafkaDeadLetters(
            new KafkaTopics(options, clients, new EventTypes(IdentityEvents.all()), Set.of()),
            clients);
  }

  @AfterEach
  void close() {
    letters.close();
  }

  @Override
  public DeadLetters letters() {
    return letters;
  }

  @Override
  public void restart() {
    close();
    open();
  }
}
