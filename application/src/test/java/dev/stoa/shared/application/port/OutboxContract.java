package dev.stoa.shared.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every {@link Outbox} does. */
public interface OutboxContract {
  /** The outbox under test, empty at first. */
  Outbox outbox();

  /**
   * Changes the aggregate of that number with one commit that raises at least one event; the first
   * time, the aggregate is made. It is called up to three times for one aggregate.
   */
  void commit(int aggregate);

  /** The aggregate of that number as it is stored, with its version; comparable by equals. */
  Object stored(int aggregate);

  /** What the store's clock says. */
  Instant now();

  /** Closes what holds the outbox and opens it again; {@link #outbox} gives the new one. */
  void restart();

  /** All that is pending, however young. */
  private List<PendingEvent> left() {
    return outbox().left(now().plusSeconds(60), 1_000);
  }

  @Test
  default void hasAName() {
    assertThat(outbox().name()).matches("[a-z]+(-[a-z]+)*");
  }

  @Test
  default void handsOverWhatWasCommitted() {
    List<List<PendingEvent>> handed = new CopyOnWriteArrayList<>();
    outbox().onCommit(handed::add);

    commit(1);

    assertThat(handed).hasSize(1);
    assertThat(handed.get(0))
        .isNotEmpty()
        .allSatisfy(event -> {
          assertThat(event.type()).startsWith("dev.stoa.");
          assertThat(event.subject()).isNotBlank();
          assertThat(event.data()).startsWith("{").endsWith("}");
        });
    assertThat(left()).containsExactlyElementsOf(handed.get(0));
  }

  @Test
  default void handsOverAllThatIsPendingAtTheAggregateOldestFirst() {
    List<List<PendingEvent>> handed = new CopyOnWriteArrayList<>();
    outbox().onCommit(handed::add);

    commit(1);
    commit(2);
    commit(1);

    List<PendingEvent> first = handed.get(0);
    List<PendingEvent> last = handed.get(2);
    assertThat(last).hasSizeGreaterThan(first.size());
    assertThat(last.subList(0, first.size())).isEqualTo(first);
    assertThat(last).doesNotContainAnyElementsOf(handed.get(1));
  }

  @Test
  default void handsOverNothingThatWasCleared() {
    List<List<PendingEvent>> handed = new CopyOnWriteArrayList<>();
    outbox().onCommit(handed::add);
    commit(1);
    outbox().published(handed.get(0));

    commit(1);

    assertThat(handed.get(1)).isNotEmpty().doesNotContainAnyElementsOf(handed.get(0));
  }

  @Test
  default void givesEveryEventAnIdOfItsOwn() {
    commit(1);
    commit(1);
    commit(2);

    Set<UUID> ids = new HashSet<>();
    assertThat(left()).allSatisfy(event -> assertThat(ids.add(event.id())).isTrue());
  }

  @Test
  default void findsWhatIsLeftWithoutAnybodyListening() {
    commit(1);
    commit(1);

    assertThat(left()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  default void findsOnlyWhatIsOldEnough() {
    commit(1);

    assertThat(outbox().left(now().minusSeconds(60), 1_000)).isEmpty();
  }

  @Test
  default void findsTheEventsOfOneAggregateOldestFirst() {
    List<List<PendingEvent>> handed = new CopyOnWriteArrayList<>();
    outbox().onCommit(handed::add);
    commit(1);
    commit(2);
    commit(1);

    List<PendingEvent> ofTheFirst = handed.get(2);

    assertThat(left()).containsSubsequence(ofTheFirst);
  }

  @Test
  default void findsNoMoreThanIsWantedButNeverHalfACommit() {
    List<List<PendingEvent>> handed = new CopyOnWriteArrayList<>();
    outbox().onCommit(handed::add);
    for (int aggregate = 1; aggregate <= 5; aggregate++) {
      commit(aggregate);
    }
    List<PendingEvent> seen = new ArrayList<>();
    while (!left().isEmpty()) {
      List<PendingEvent> part = outbox().left(now().plusSeconds(60), 1);
      assertThat(part).isNotEmpty();
      List<List<PendingEvent>> commits =
          handed.stream().filter(commit -> commit.stream().anyMatch(part::contains)).toList();
      assertThat(commits).hasSize(1);
      assertThat(part).isEqualTo(commits.get(0));
      outbox().published(part);
      seen.addAll(part);
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(handed.stream().flatMap(List::stream).toList());
  }

  @Test
  default void forgetsWhatWasPublishedAndNothingElse() {
    List<List<PendingEvent>> handed = new CopyOnWriteArrayList<>();
    outbox().onCommit(handed::add);
    commit(1);
    commit(2);
    commit(2);
    List<PendingEvent> cleared = handed.get(0);
    List<PendingEvent> kept = handed.get(2);

    outbox().published(cleared);
    outbox().published(cleared);

    assertThat(left()).isEqualTo(kept);
  }

  @Test
  default void clearsAnEarlierEventWithoutALaterOneOfTheSameAggregate() {
    List<List<PendingEvent>> handed = new CopyOnWriteArrayList<>();
    outbox().onCommit(handed::add);
    commit(1);
    commit(1);
    List<PendingEvent> earlier = handed.get(0);
    List<PendingEvent> all = handed.get(1);

    outbox().published(earlier);

    assertThat(left()).isEqualTo(all.subList(earlier.size(), all.size()));
  }

  @Test
  default void clearsEventsOfManyAggregatesAtOnce() {
    for (int aggregate = 1; aggregate <= 5; aggregate++) {
      commit(aggregate);
    }

    outbox().published(left());

    assertThat(left()).isEmpty();
    outbox().published(List.of());
  }

  @Test
  default void changesNeitherStateNorVersionByClearing() {
    commit(1);
    Object before = stored(1);

    outbox().published(left());

    assertThat(stored(1)).isEqualTo(before);
  }

  @Test
  default void keepsWhatIsPendingOverARestart() {
    commit(1);
    commit(1);
    List<PendingEvent> before = left();

    restart();

    assertThat(left()).isNotEmpty().isEqualTo(before);
  }
}
