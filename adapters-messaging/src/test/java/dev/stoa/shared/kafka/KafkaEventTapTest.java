package dev.stoa.shared.kafka;

import static dev.stoa.shared.kafka.KafkaNode.CODEC;
import static dev.stoa.shared.kafka.KafkaNode.TYPE;
import static dev.stoa.shared.kafka.KafkaNode.TYPES;
import static dev.stoa.shared.kafka.KafkaNode.await;
import static dev.stoa.shared.kafka.KafkaNode.options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.application.port.EventTapContract;
import dev.stoa.shared.application.port.InMemoryOutbox;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has its own topics on a real broker. */
class KafkaEventTapTest implements EventTapContract {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final InMemoryOutbox outbox = new InMemoryOutbox("users", CLOCK);
  private final BlockingQueue<UserDeletedV1> handled = new LinkedBlockingQueue<>();
  private KafkaNode node;
  private KafkaEventTap tap;
  private KafkaEventTap another;

  KafkaEventTapTest() {}

  @BeforeEach
  void open() {
    node =
        new KafkaNode(options("tapped" + TESTS.incrementAndGet() + "."), outbox, handled::add)
            .start();
    tap = new KafkaEventTap(node.topics, node.clients, TYPES, CODEC, CLOCK);
    another = new KafkaEventTap(node.topics, node.clients, TYPES, CODEC, CLOCK);
  }

  @AfterEach
  void close() {
    tap.close();
    another.close();
    node.close();
  }

  @Override
  public EventTap tap() {
    return tap;
  }

  @Override
  public EventTap ofAnotherProcess() {
    return another;
  }

  /** The clock moves on before this returns, for a tap begins at a time. */
  @Override
  public void publish(UserDeletedV1 event) {
    outbox.commit(event.subject(), TYPE, event.subject(), List.of(CODEC.encode(event)));
    try {
      assertThat(handled.take()).isEqualTo(event);
      long now = CLOCK.millis();
      await(() -> CLOCK.millis() > now);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
