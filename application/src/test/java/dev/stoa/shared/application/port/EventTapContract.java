package dev.stoa.shared.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.identity.events.UserUpdatedV1;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link EventTap} must do: each test is a sentence of its contract. */
@Timeout(60)
public interface EventTapContract {
  /** The tap of this process. */
  EventTap tap();

  /** The tap of another process that sees the same events. */
  EventTap ofAnotherProcess();

  /** Publishes an event; when this returns, who began to listen before will hear it. */
  void publish(UserDeletedV1 event);

  private static UserDeletedV1 event(String user, long version) {
    return new UserDeletedV1(
        Derivation.of("tapped-user", 1).with(user).id(), version, Instant.EPOCH);
  }

  @Test
  default void hearsWhatComesInTheOrderOfItsSubjectAndNothingFromBefore()
      throws InterruptedException {
    publish(event("ada", 1));
    BlockingQueue<PublishedEvent> heard = new LinkedBlockingQueue<>();
    try (EventTap.Listening listening = tap().listen(Set.of(UserDeletedV1.class), heard::add)) {
      assertThat(listening).isNotNull();
      for (long version = 2; version <= 50; version++) {
        publish(event("ada", version));
      }
      for (long version = 2; version <= 50; version++) {
        assertThat(heard.take()).isEqualTo(event("ada", version));
      }
    }
  }

  @Test
  default void hearsOnlyTheTypesItAskedFor() throws InterruptedException {
    BlockingQueue<PublishedEvent> others = new LinkedBlockingQueue<>();
    BlockingQueue<PublishedEvent> heard = new LinkedBlockingQueue<>();
    try (EventTap.Listening deaf = tap().listen(Set.of(UserUpdatedV1.class), others::add);
        EventTap.Listening listening = tap().listen(Set.of(UserDeletedV1.class), heard::add)) {
      assertThat(deaf).isNotSameAs(listening);
      publish(event("ada", 1));
      publish(event("ada", 2));
      assertThat(heard.take()).isEqualTo(event("ada", 1));
      // Heard one after the other: when the second is here, all are done with the first.
      assertThat(heard.take()).isEqualTo(event("ada", 2));
      assertThat(others).isEmpty();
    }
  }

  @Test
  default void hearsTheNextEventAfterItThrewAndHurtsNoOther() throws InterruptedException {
    BlockingQueue<PublishedEvent> broken = new LinkedBlockingQueue<>();
    BlockingQueue<PublishedEvent> heard = new LinkedBlockingQueue<>();
    try (EventTap.Listening throwing =
            tap()
                .listen(
                    Set.of(UserDeletedV1.class),
                    event -> {
                      broken.add(event);
                      throw new IllegalStateException("broken on purpose");
                    });
        EventTap.Listening listening = tap().listen(Set.of(UserDeletedV1.class), heard::add)) {
      assertThat(throwing).isNotSameAs(listening);
      publish(event("ada", 1));
      publish(event("ada", 2));
      assertThat(broken.take()).isEqualTo(event("ada", 1));
      assertThat(broken.take()).isEqualTo(event("ada", 2));
      assertThat(heard.take()).isEqualTo(event("ada", 1));
      assertThat(heard.take()).isEqualTo(event("ada", 2));
    }
  }

  @Test
  default void hearsNothingFurtherOnceClosed() throws InterruptedException {
    BlockingQueue<PublishedEvent> closed = new LinkedBlockingQueue<>();
    BlockingQueue<PublishedEvent> heard = new LinkedBlockingQueue<>();
    tap().listen(Set.of(UserDeletedV1.class), closed::add).close();
    try (EventTap.Listening listening = tap().listen(Set.of(UserDeletedV1.class), heard::add)) {
      assertThat(listening).isNotNull();
      publish(event("ada", 1));
      publish(event("ada", 2));
      assertThat(heard.take()).isEqualTo(event("ada", 1));
      assertThat(heard.take()).isEqualTo(event("ada", 2));
      assertThat(closed).isEmpty();
    }
  }

  @Test
  default void isHeardInEachProcess() throws InterruptedException {
    BlockingQueue<PublishedEvent> here = new LinkedBlockingQueue<>();
    BlockingQueue<PublishedEvent> there = new LinkedBlockingQueue<>();
    try (EventTap.Listening one = tap().listen(Set.of(UserDeletedV1.class), here::add);
        EventTap.Listening other =
            ofAnotherProcess().listen(Set.of(UserDeletedV1.class), there::add)) {
      assertThat(one).isNotSameAs(other);
      publish(event("ada", 1));
      assertThat(here.take()).isEqualTo(event("ada", 1));
      assertThat(there.take()).isEqualTo(event("ada", 1));
    }
  }
}
