package dev.stoa.shared.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.shared.application.UnreadableState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DamageTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Damage damage = new Damage(nanos::get);

  DamageTest() {}

  private static String fails(String message) {
    throw new IllegalArgumentException(message);
  }

  private void find(String what) {
    assertThatThrownBy(() -> damage.reading(what, () -> fails("negative")))
        .isInstanceOf(UnreadableState.class)
        .hasMessage(what + " cannot be read: negative");
  }

  @Test
  void namesWhatIsDamagedUntilItIsNotFoundForAWhile() {
    assertThat(damage.problem()).isEmpty();
    find("order 1");
    find("order 1");
    assertThat(damage.problem()).contains("unreadable: order 1");

    nanos.addAndGet(Duration.ofMinutes(9).toNanos());
    find("order 2");
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(damage.problem()).contains("unreadable: order 2");

    nanos.addAndGet(Duration.ofMinutes(11).toNanos());
    assertThat(damage.problem()).isEmpty();
  }

  @Test
  void goesOnWithTheOthers() {
    assertThat(damage.readable(() -> damage.reading("order 1", () -> "read"))).contains("read");
    assertThat(damage.readable(() -> damage.reading("order 2", () -> fails("no order")))).isEmpty();
    assertThat(damage.problem()).contains("unreadable: order 2");
  }

  @Test
  void remembersNoMoreThanAHundred() {
    for (int n = 1; n <= 150; n++) {
      find("order " + n);
    }

    assertThat(damage.problem())
        .contains("100 unreadable, among them order 51, order 52, order 53");
  }
}
