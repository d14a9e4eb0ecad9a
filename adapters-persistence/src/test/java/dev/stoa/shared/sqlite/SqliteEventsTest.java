package dev.stoa.shared.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.stoa.identity.events.IdentityEvents;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.DeadLettersContract;
import dev.stoa.shared.application.port.EventCodec;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.EventLogContract;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.application.port.SubscriberOffsets;
import dev.stoa.shared.application.port.SubscriberOffsetsContract;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import dev.stoa.shared.json.JsonEventsModule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventsTest {
  private static final EventTypes TYPES = new EventTypes(IdentityEvents.all());
  private static final EventCodec CODEC =
      Guice.createInjector(
              new JsonEventsModule(), binder -> binder.bind(EventTypes.class).toInstance(TYPES))
          .getInstance(EventCodec.class);
  private static final SqliteEvents EVENTS = new SqliteEvents(TYPES, CODEC);

  @TempDir Path folder;

  private SqliteStore store;
  private SqliteEventLog eventLog;
  private long commits;

  SqliteEventsTest() {}

  @BeforeEach
  void open() {
    store =
        SqliteStore.open(
            folder.resolve("stoa.db"),
            Stream.of(
                    SqliteEvents.MIGRATIONS,
                    SqliteSubscriberOffsets.MIGRATIONS,
                    SqliteDeadLetters.MIGRATIONS)
                .flatMap(List::stream)
                .toList());
    eventLog = new SqliteEventLog(store, CODEC);
  }

  @AfterEach
  void close() {
    QueryPlans.assertSeeking(store, "count(*)");
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  private void append(List<? extends PublishedEvent> events) {
    List<SqliteEvents.Row> rows = EVENTS.encode("aggregate", new Version(++commits), events);
    store.write(tx -> {
      EVENTS.append(tx, rows);
      return rows;
    });
  }

  @Nested
  class Log implements EventLogContract {
    Log() {}

    @Override
    public EventLog log() {
      return eventLog;
    }

    @Override
    public void commit(List<? extends PublishedEvent> events) {
      append(events);
    }

    @Override
    public void commitUnknown(String type, String subject, String data) {
      SqliteEvents.Row template =
          EVENTS.encode(subject, new Version(++commits), List.of(EventLogContract.event(1))).get(0);
      store.write(tx ->
          tx.update(
              "INSERT INTO event (id, type, subject, time, data) VALUES (?, ?, ?, ?, ?)",
              template.id().toString(),
              type,
              subject,
              template.time(),
              data));
    }

    @Override
    public void restart() {
      reopen();
    }
  }

  @Nested
  class Offsets implements SubscriberOffsetsContract {
    Offsets() {}

    @Override
    public SubscriberOffsets offsets() {
      return new SqliteSubscriberOffsets(store);
    }

    @Override
    public void restart() {
      reopen();
    }
  }

  @Nested
  class Letters implements DeadLettersContract {
    Letters() {}

    @Override
    public DeadLetters letters() {
      return new SqliteDeadLetters(store);
    }

    @Override
    public void restart() {
      reopen();
    }
  }

  @Nested
  class Retention {
    private final Instant lastOfAll = EventLogContract.event(10).occurredAt();

    Retention() {}

    @Test
    void deletesWhatIsOldAndPassedByEveryGroup() {
      appendTen();
      new SqliteSubscriberOffsets(store).store(Map.of("ordering", 7L, "invoicing", 4L));

      clean(lastOfAll.plusSeconds(1));

      assertThat(positions()).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void keepsWhatIsNotOld() {
      appendTen();
      new SqliteSubscriberOffsets(store).store(Map.of("ordering", 10L));

      clean(EventLogContract.event(4).occurredAt());

      assertThat(positions()).startsWith(4L).hasSize(7);
    }

    @Test
    void keepsTheNewestSoThatNoPositionIsGivenTwice() {
      appendTen();
      new SqliteSubscriberOffsets(store).store(Map.of("ordering", 10L));

      clean(lastOfAll.plusSeconds(1));
      append(List.of(EventLogContract.event(11)));

      assertThat(positions()).containsExactly(10L, 11L);
    }

    @Test
    void isNotHeldUpByAGroupThatWasRetired() {
      appendTen();
      SqliteSubscriberOffsets offsets = new SqliteSubscriberOffsets(store);
      offsets.store(Map.of("ordering", 10L, "removed", 2L));

      clean(lastOfAll.plusSeconds(1));
      assertThat(positions()).startsWith(3L);

      offsets.retireOthers(Set.of("ordering"));
      clean(lastOfAll.plusSeconds(1));
      assertThat(positions()).containsExactly(10L);
    }

    @Test
    void keepsEverythingWhileNoGroupIsKnown() {
      appendTen();

      clean(lastOfAll.plusSeconds(1));

      assertThat(positions()).hasSize(10);
    }

    private void appendTen() {
      for (int n = 1; n <= 10; n++) {
        append(List.of(EventLogContract.event(n)));
      }
    }

    private void clean(Instant before) {
      Duration month = Duration.ofDays(30);
      new SqliteLogRetention(store, InstantSource.fixed(before.plus(month)), month).run();
    }

    private List<Long> positions() {
      return new SqliteEventLog(store, CODEC)
          .after(0, 100).stream().map(LoggedEvent::position).toList();
    }
  }

  @Test
  void doesNotLogTheEventsOfAWriteThatFails() {
    List<SqliteEvents.Row> rows =
        EVENTS.encode(
            Derivation.of("user", 1).with(1).id().toString(),
            new Version(1),
            List.of(EventLogContract.event(1)));
    try {
      store.write(tx -> {
        EVENTS.append(tx, rows);
        throw new IllegalStateException("changed its mind");
      });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("changed its mind");
    }

    assertThat(eventLog.after(0, 10)).isEmpty();
    assertThat(eventLog.lastPosition()).isZero();
  }
}
