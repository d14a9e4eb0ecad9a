package dev.stoa.shared.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link SubscriberOffsets} does. */
public interface SubscriberOffsetsContract {
  /** The offsets under test, empty at first. */
  SubscriberOffsets offsets();

  /** Closes what holds the offsets and opens it again; {@link #offsets} gives the new one. */
  void restart();

  @Test
  default void beginsAGroupNeverHeardOfAtZero() {
    assertThat(offsets().of("ordering")).isZero();
  }

  @Test
  default void movesAGroupAlone() {
    offsets().store(Map.of("ordering", 5L, "invoicing", 7L));
    offsets().store(Map.of("ordering", 9L));

    assertThat(offsets().of("ordering")).isEqualTo(9);
    assertThat(offsets().of("invoicing")).isEqualTo(7);
  }

  @Test
  default void retiresEveryGroupButThese() {
    offsets().store(Map.of("ordering", 5L, "invoicing", 7L, "loyalty", 2L));

    assertThat(offsets().retireOthers(Set.of("ordering", "invoicing", "basket")))
        .isEqualTo(Map.of("loyalty", 2L));

    restart();
    assertThat(offsets().of("loyalty")).isZero();
    assertThat(offsets().of("ordering")).isEqualTo(5);
    assertThat(offsets().of("invoicing")).isEqualTo(7);
    assertThat(offsets().retireOthers(Set.of("ordering", "invoicing"))).isEmpty();
  }

  @Test
  default void keepsOffsetsOverARestart() {
    offsets().store(Map.of("ordering", 5L));

    restart();

    assertThat(offsets().of("ordering")).isEqualTo(5);
  }
}
