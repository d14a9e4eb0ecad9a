package dev.stoa.shared.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.Derivation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link DeadLetters} does. */
public interface DeadLettersContract {
  Instant NOON = Instant.parse("2026-11-23T12:00:00.123Z");

  /** The letters under test, empty at first. */
  DeadLetters letters();

  /** Closes what holds the letters and opens it again; {@link #letters} gives the new one. */
  void restart();

  /** A letter of the nth event, which last failed n seconds after noon. */
  static DeadLetter letter(int n) {
    LoggedEvent event =
        new LoggedEvent(
            n,
            Derivation.of("event", 1).with(n).id(),
            "dev.stoa.test.thing-happened.v1",
            "subject-" + n,
            "{\"n\":" + n + "}",
            null);
    return DeadLetter.of(
        "ordering", event, new IllegalStateException("boom " + n), 5, NOON, NOON.plusSeconds(n));
  }

  @Test
  default void givesBackWhatWasPutIn() {
    letters().put(letter(1));

    assertThat(letters().find(letter(1).id())).contains(withoutTrace(letters(), letter(1)));
    assertThat(letters().count()).isEqualTo(1);
  }

  @Test
  default void hasNoLetterThatWasNeverPutIn() {
    assertThat(letters().find(letter(1).id())).isEmpty();
    assertThat(letters().count()).isZero();
    assertThat(letters().list(PageRequest.first(10)).items()).isEmpty();
  }

  @Test
  default void replacesTheLetterOfTheSameId() {
    DeadLetter first = letter(1);
    letters().put(first);
    DeadLetter second = first.failedAgain(new IllegalStateException("bang"), NOON.plusSeconds(9));
    letters().put(second);

    assertThat(letters().find(first.id())).contains(second);
    assertThat(letters().count()).isEqualTo(1);
  }

  @Test
  default void listsTheLatestFailureFirstInPagesWithoutGapsOrRepetitions() {
    IntStream.rangeClosed(1, 25).forEach(n -> letters().put(letter(n)));

    List<Long> positions = new ArrayList<>();
    Optional<Cursor> cursor = Optional.empty();
    do {
      Page<DeadLetter> page = letters().list(new PageRequest(10, cursor));
      page.items().forEach(letter -> positions.add(letter.position()));
      cursor = page.next();
    } while (cursor.isPresent());

    assertThat(positions)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 25).mapToObj(n -> (long) (26 - n)).toList());
  }

  @Test
  default void listsLettersOfTheSameTimeOnce() {
    List<UUID> ids = new ArrayList<>();
    for (int n = 1; n <= 5; n++) {
      DeadLetter letter = letter(n).failedAgain(new IllegalStateException("all at once"), NOON);
      letters().put(letter);
      ids.add(letter.id());
    }
    Page<DeadLetter> first = letters().list(PageRequest.first(3));
    Page<DeadLetter> second = letters().list(new PageRequest(3, first.next()));

    List<DeadLetter> all = new ArrayList<>(first.items());
    all.addAll(second.items());
    assertThat(all).extracting(DeadLetter::id).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(second.next()).isEmpty();
  }

  @Test
  default void refusesACursorThatItDidNotGiveOut() {
    letters().put(letter(1));

    for (String token : List.of("x", "%%%", "MTIz", "AAAA")) {
      assertThatThrownBy(() -> letters().list(new PageRequest(10, Optional.of(new Cursor(token)))))
          .isInstanceOf(InvalidCursor.class);
    }
  }

  @Test
  default void forgetsWhatWasRemoved() {
    letters().put(letter(1));
    letters().put(letter(2));

    letters().remove(letter(1).id());
    letters().remove(letter(1).id());

    assertThat(letters().find(letter(1).id())).isEmpty();
    assertThat(letters().count()).isEqualTo(1);
  }

  @Test
  default void keepsLettersOverARestart() {
    DeadLetter letter = letter(1);
    letters().put(letter);

    restart();

    assertThat(letters().find(letter.id())).contains(letter);
  }

  /** Stack traces of two calls differ; everything else must not. */
  private static DeadLetter withoutTrace(DeadLetters letters, DeadLetter expected) {
    DeadLetter found = letters.find(expected.id()).orElseThrow();
    assertThat(found.cause()).startsWith("java.lang.IllegalStateException: boom");
    return new DeadLetter(
        expected.id(),
        expected.group(),
        expected.position(),
        expected.eventId(),
        expected.type(),
        expected.subject(),
        expected.data(),
        found.cause(),
        expected.attempts(),
        expected.firstFailedAt(),
        expected.lastFailedAt());
  }
}
