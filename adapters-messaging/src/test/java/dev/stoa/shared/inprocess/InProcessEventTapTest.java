package dev.stoa.shared.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.events.UserCreatedV1;
import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.application.port.EventTapContract;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InProcessEventTapTest {
  private final Log log = new Log();
  private final BlockingQueue<PublishedEvent> heard = new LinkedBlockingQueue<>();

  @Test
  void hearsWhatComesAndNothingFromBefore() throws InterruptedException {
    log.append(deleted(1));
    try (InProcessEventTap tap = new InProcessEventTap(log);
        EventTap.Listening listening = tap.listen(Set.of(UserDeletedV1.class), heard::add)) {
      for (int n = 2; n <= 700; n++) {
        log.append(deleted(n));
      }
      for (int n = 2; n <= 700; n++) {
        assertThat(heard.take()).isEqualTo(deleted(n));
      }
    }
  }

  @Test
  void givesEachListenerTheTypesItAskedFor() throws InterruptedException {
    BlockingQueue<PublishedEvent> other = new LinkedBlockingQueue<>();
    try (InProcessEventTap tap = new InProcessEventTap(log)) {
      EventTap.Listening broken =
          tap.listen(
              Set.of(UserDeletedV1.class, UserCreatedV1.class),
              event -> {
                throw new IllegalStateException("broken on purpose");
              });
      EventTap.Listening listening = tap.listen(Set.of(UserDeletedV1.class), heard::add);
      log.append(deleted(1));
      assertThat(heard.take()).isEqualTo(deleted(1));
      EventTap.Listening late =
          tap.listen(Set.of(UserDeletedV1.class, UserCreatedV1.class), other::add);
      UserCreatedV1 created =
          new UserCreatedV1(Derivation.of("test-user", 1).with("new").id(), 1, Instant.EPOCH);
      log.append(created);
      listening.close();
      log.append(deleted(2));
      assertThat(other.take()).isEqualTo(created);
      assertThat(other.take()).isEqualTo(deleted(2));
      assertThat(heard).isEmpty();
      broken.close();
      late.close();
    }
  }

  @Nested
  class OfTheContract implements EventTapContract {
    private final InProcessEventTap tap = new InProcessEventTap(log);
    private final InProcessEventTap another = new InProcessEventTap(log);

    OfTheContract() {}

    @AfterEach
    void close() {
      tap.close();
      another.close();
    }

    @Override
    public EventTap tap() {
      return tap;
    }

    @Override
    public EventTap ofAnotherProcess() {
      return another;
    }

    @Override
    public void publish(UserDeletedV1 event) {
      log.append(event);
    }
  }

  private static UserDeletedV1 deleted(long n) {
    return new UserDeletedV1(Derivation.of("test-user", 1).with("ada").id(), n, Instant.EPOCH);
  }

  private static final class Log implements EventLog {
    private final List<LoggedEvent> events = new CopyOnWriteArrayList<>();
    private final List<Runnable> signals = new CopyOnWriteArrayList<>();

    synchronized void append(PublishedEvent event) {
      long position = events.size() + 1L;
      events.add(
          new LoggedEvent(
              position,
              Derivation.of("test-event", 1).with(position).id(),
              event.getClass().getSimpleName(),
              event.subject(),
              "",
              event));
      signals.forEach(Runnable::run);
    }

    @Override
    public List<LoggedEvent> after(long position, int limit) {
      return events.stream().skip(position).limit(limit).toList();
    }

    @Override
    public long lastPosition() {
      return events.size();
    }

    @Override
    public void onAppend(Runnable signal) {
      signals.add(signal);
    }
  }
}
