package dev.stoa.shared.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.domain.Derivation;
import org.junit.jupiter.api.Test;

class NewestEventsTest {
  private static final long LIGHT = event(1, 10).weight();
  private static final long HEAVY = event(1, 60_000).weight();

  private final NewestEvents newest = new NewestEvents(8, 4 * HEAVY);

  NewestEventsTest() {}

  private static LoggedEvent event(long position, int length) {
    return new LoggedEvent(
        position,
        Derivation.of("event", 1).with(position).id(),
        "type",
        "subject",
        "x".repeat(length),
        null);
  }

  @Test
  void keepsSoManyLightOnes() {
    for (long position = 1; position <= 20; position++) {
      newest.add(event(position, 10));
    }

    assertThat(newest.at(12)).isNull();
    for (long position = 13; position <= 20; position++) {
      assertThat(newest.at(position)).isEqualTo(event(position, 10));
    }
    assertThat(newest.bytes()).isEqualTo(8 * LIGHT);
  }

  @Test
  void keepsSoManyBytesOfHeavyOnes() {
    for (long position = 1; position <= 20; position++) {
      newest.add(event(position, 60_000));
      assertThat(newest.bytes()).isLessThanOrEqualTo(4 * HEAVY);
    }

    assertThat(newest.at(16)).isNull();
    assertThat(newest.at(17)).isNotNull();
    assertThat(newest.at(20)).isNotNull();
  }

  @Test
  void letsNoOldOneTakeThePlaceOfANewOne() {
    newest.add(event(20, 10));
    newest.add(event(12, 10));

    assertThat(newest.at(12)).isNull();
    assertThat(newest.at(20)).isNotNull();
  }

  @Test
  void countsAnEventOnceHoweverOftenItIsRead() {
    newest.add(event(5, 10));
    newest.add(event(5, 10));
    newest.add(event(3, 10));

    assertThat(newest.bytes()).isEqualTo(2 * LIGHT);
  }

  @Test
  void keepsNoneThatIsTooHeavyAlone() {
    newest.add(event(1, 10));
    newest.add(event(2, 500_000));

    assertThat(newest.at(1)).isNotNull();
    assertThat(newest.at(2)).isNull();
  }
}
