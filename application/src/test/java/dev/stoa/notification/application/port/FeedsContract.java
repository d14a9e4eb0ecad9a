package dev.stoa.notification.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.notification.application.port.Feeds.Entry;
import dev.stoa.notification.domain.Notice;
import dev.stoa.notification.domain.NoticeType;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Feeds} must do: each test is a sentence of its contract. */
@Timeout(120)
public interface FeedsContract {
  UserId ADA = new UserId(Derivation.of("test-user", 1).with("ada").id());
  UserId BOB = new UserId(Derivation.of("test-user", 1).with("bob").id());

  /** The feeds under test, empty at first and the same ones during a test. */
  Feeds feeds();

  /** The clock the feeds go by. */
  SettableClock clock();

  /** Ends them in order and starts them again on what they kept. */
  Feeds restart();

  /** The nth notice of a test. */
  static Notice notice(int n) {
    return Notice.of(
        NoticeType.ORDER_PLACED,
        Derivation.of("test-order", 1).with(n).id(),
        Instant.parse("2026-11-23T11:00:00Z").plusSeconds(n),
        Map.of(
            "orderId", "o" + n,
            "total", Map.of("amount", "9.90", "currency", "EUR"),
            "lines", List.of(Map.of("sku", "Ä'\"\\" + n, "quantity", n))));
  }

  @Test
  default void anUnusedFeedIsEmptyAndItsEndIsKnown() {
    Feeds.Newest newest = feeds().newest(ADA, 10);
    assertThat(newest.entries()).isEmpty();
    assertThat(feeds().after(ADA, newest.end(), 10)).contains(List.of());

    feeds().append(ADA, List.of(notice(1)));

    assertThat(told(ADA, newest.end())).containsExactly(notice(1));
  }

  @Test
  default void tellsInTheOrderOfAppending() {
    Position start = feeds().newest(ADA, 0).end();
    feeds().append(ADA, List.of(notice(3), notice(1)));
    feeds().append(ADA, List.of(notice(2)));

    List<Entry> all = feeds().after(ADA, start, 10).orElseThrow();

    assertThat(all).extracting(Entry::notice).containsExactly(notice(3), notice(1), notice(2));
    assertThat(all).extracting(Entry::position).doesNotHaveDuplicates();
    assertThat(told(ADA, all.get(0).position())).containsExactly(notice(1), notice(2));
    assertThat(told(ADA, all.get(2).position())).isEmpty();
    assertThat(feeds().after(ADA, start, 2).orElseThrow()).isEqualTo(all.subList(0, 2));
    assertThat(feeds().newest(ADA, 2).entries()).isEqualTo(all.subList(1, 3));
    assertThat(feeds().newest(ADA, 2).end()).isEqualTo(all.get(2).position());
  }

  @Test
  default void leavesOutWhatTheFeedHasHad() {
    Position start = feeds().newest(ADA, 0).end();
    feeds().append(ADA, List.of(notice(1)));
    feeds().append(ADA, List.of(notice(1), notice(2)));
    feeds().append(ADA, List.of(notice(2), notice(2), notice(1)));

    assertThat(told(ADA, start)).containsExactly(notice(1), notice(2));
  }

  @Test
  default void keepsTheNewestAndSaysWhenOlderOnesAreGone() {
    Position start = feeds().newest(ADA, 0).end();
    feeds().append(ADA, List.of(notice(0)));
    Position first = feeds().newest(ADA, 1).end();
    List<Notice> many = new ArrayList<>();
    for (int n = 1; n <= Feeds.KEPT; n++) {
      many.add(notice(n));
    }
    feeds().append(ADA, many);

    assertThat(feeds().after(ADA, start, 10)).isEmpty();
    assertThat(feeds().after(ADA, first, Feeds.KEPT).orElseThrow())
        .extracting(Entry::notice)
        .isEqualTo(many);
    assertThat(feeds().newest(ADA, Feeds.KEPT + 1).entries()).hasSize(Feeds.KEPT);
    feeds().append(ADA, List.of(notice(0)));
    assertThat(feeds().newest(ADA, 1).entries().getFirst().notice()).isEqualTo(notice(Feeds.KEPT));
  }

  @Test
  default void keepsNothingForLongerThanItShould() {
    Position start = feeds().newest(ADA, 0).end();
    feeds().append(ADA, List.of(notice(1)));
    Position first = feeds().newest(ADA, 1).end();
    clock().pass(Feeds.KEPT_FOR.dividedBy(2));
    feeds().append(ADA, List.of(notice(2)));
    clock().pass(Feeds.KEPT_FOR.dividedBy(2).plus(Duration.ofMinutes(1)));

    assertThat(feeds().after(ADA, start, 10)).isEmpty();
    assertThat(told(ADA, first)).containsExactly(notice(2));
    assertThat(feeds().newest(ADA, 10).entries())
        .extracting(Entry::notice)
        .containsExactly(notice(2));
    clock().pass(Feeds.KEPT_FOR);
    feeds().append(ADA, List.of(notice(3)));
    assertThat(feeds().after(ADA, first, 10)).isEmpty();
    assertThat(feeds().newest(ADA, 10).entries())
        .extracting(Entry::notice)
        .containsExactly(notice(3));
  }

  @Test
  default void saysThatItDoesNotKnowAPosition() {
    feeds().append(ADA, List.of(notice(1)));
    for (String unknown : List.of("9999999999999", "nonsense", "-1", "1.5", "0x1")) {
      assertThat(feeds().after(ADA, new Position(unknown), 10)).as(unknown).isEmpty();
    }
  }

  @Test
  default void forgetsOneUserAndNobodyElse() {
    feeds().append(ADA, List.of(notice(1), notice(2)));
    feeds().append(BOB, List.of(notice(1)));
    Position end = feeds().newest(ADA, 0).end();

    feeds().forget(ADA);

    assertThat(feeds().newest(ADA, 10).entries()).isEmpty();
    assertThat(feeds().after(ADA, end, 10)).isEmpty();
    assertThat(feeds().newest(BOB, 10).entries()).hasSize(1);
  }

  @Test
  default void losesAndDoublesNothingWhenManyAppend() {
    Position start = feeds().newest(ADA, 0).end();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 8; thread++) {
        int shift = thread * 10;
        threads.execute(() -> {
          for (int n = 0; n < 40; n++) {
            feeds().append(ADA, List.of(notice(shift + n)));
          }
        });
      }
    }
    List<Notice> all = told(ADA, start);
    assertThat(all).hasSize(110).doesNotHaveDuplicates();
  }

  @Test
  default void keepsAllOverARestart() {
    Position start = feeds().newest(ADA, 0).end();
    feeds().append(ADA, List.of(notice(1), notice(2)));
    List<Entry> before = feeds().after(ADA, start, 10).orElseThrow();

    Feeds again = restart();

    assertThat(again.after(ADA, start, 10)).contains(before);
    again.append(ADA, List.of(notice(1), notice(3)));
    assertThat(again.newest(ADA, 10).entries())
        .extracting(Entry::notice)
        .containsExactly(notice(1), notice(2), notice(3));
  }

  private List<Notice> told(UserId user, Position after) {
    return feeds().after(user, after, Feeds.KEPT).orElseThrow().stream()
        .map(Entry::notice)
        .toList();
  }
}
