package dev.stoa.shared.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.identity.events.UserDeletedV1;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} does. */
public interface EventLogContract {
  /** The log under test, empty at first. */
  EventLog log();

  /** Commits these events at once. */
  void commit(List<? extends PublishedEvent> events);

  /** Puts an event of a later version into the log. */
  void commitUnknown(String type, String subject, String data);

  /** Closes what holds the log and opens it again; {@link #log} gives the new one. */
  void restart();

  /** The nth event of a test. */
  static UserDeletedV1 event(long n) {
    return new UserDeletedV1(
        Derivation.of("user", 1).with(n).id(),
        n,
        Instant.parse("2026-11-23T12:00:00Z").plusSeconds(n));
  }

  @Test
  default void isEmptyAtFirst() {
    assertThat(log().lastPosition()).isZero();
    assertThat(log().after(0, 10)).isEmpty();
  }

  @Test
  default void givesTheEventsOfACommitInTheirOrder() {
    commit(List.of(event(1), event(2), event(3)));

    List<LoggedEvent> events = log().after(0, 10);

    assertThat(events).extracting(LoggedEvent::event).containsExactly(event(1), event(2), event(3));
    assertThat(events).extracting(LoggedEvent::position).containsExactly(1L, 2L, 3L);
    assertThat(events.get(0).subject()).isEqualTo(event(1).subject());
    assertThat(events.get(0).type()).isEqualTo("dev.stoa.identity.user-deleted.v1");
    assertThat(events).extracting(LoggedEvent::id).doesNotHaveDuplicates();
    assertThat(log().lastPosition()).isEqualTo(3);
  }

  @Test
  default void readsOnAfterAPosition() {
    LongStream.rangeClosed(1, 10).forEach(n -> commit(List.of(event(n))));

    assertThat(log().after(4, 3)).extracting(LoggedEvent::position).containsExactly(5L, 6L, 7L);
    assertThat(log().after(9, 100)).extracting(LoggedEvent::position).containsExactly(10L);
    assertThat(log().after(10, 100)).isEmpty();
    // Again, now that it may be remembered.
    assertThat(log().after(4, 3)).extracting(LoggedEvent::position).containsExactly(5L, 6L, 7L);
  }

  @Test
  default void boundsAReadingByBytes() {
    String heavy = "\"" + "x".repeat((int) (EventLog.HEAVIEST_READING / 10)) + "\"";
    for (int n = 0; n < 6; n++) {
      commitUnknown("dev.stoa.identity.user-promoted.v1", "u", heavy);
    }
    String alone = "\"" + "x".repeat((int) EventLog.HEAVIEST_READING) + "\"";
    commitUnknown("dev.stoa.identity.user-promoted.v1", "u", alone);

    long position = 0;
    int read = 0;
    for (List<LoggedEvent> batch = log().after(position, 100);
        !batch.isEmpty();
        batch = log().after(position, 100)) {
      assertThat(
              batch.size() == 1
                  || batch.stream().mapToLong(LoggedEvent::weight).sum()
                      <= EventLog.HEAVIEST_READING)
          .isTrue();
      assertThat(batch.getFirst().position()).isEqualTo(position + 1);
      position = batch.getLast().position();
      read += batch.size();
    }
    assertThat(read).isEqualTo(7);
  }

  @Test
  default void handsOverWhatItCannotReadAtItsPlace() {
    commit(List.of(event(1)));
    commitUnknown("dev.stoa.identity.user-promoted.v1", "u", "{\"to\":\"king\"}");
    commitUnknown("dev.stoa.identity.user-deleted.v1", "u", "{\"broken\":");
    commit(List.of(event(2)));

    List<LoggedEvent> events = log().after(0, 10);

    assertThat(events).hasSize(4);
    assertThat(events.get(1).readable()).isEmpty();
    assertThat(events.get(1).data()).isEqualTo("{\"to\":\"king\"}");
    assertThat(events.get(2).readable()).isEmpty();
    assertThat(events.get(3).readable()).contains(event(2));
  }

  @Test
  default void signalsWhenTheEventCanBeRead() throws InterruptedException {
    CountDownLatch seen = new CountDownLatch(1);
    EventLog log = log();
    log.onAppend(() ->
        Thread.ofVirtual()
            .start(() -> {
              if (!log.after(0, 1).isEmpty()) {
                seen.countDown();
              }
            }));

    commit(List.of(event(1)));

    seen.await();
  }

  @Test
  default void keepsEventsOverARestart() {
    commit(List.of(event(1), event(2)));

    restart();
    commit(List.of(event(3)));

    assertThat(log().after(0, 10))
        .extracting(LoggedEvent::event)
        .containsExactly(event(1), event(2), event(3));
  }
}
