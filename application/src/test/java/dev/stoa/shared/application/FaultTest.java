package dev.stoa.shared.application;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultTest {
  private static final Exception CAUSE = new IllegalStateException("by the test");

  @Test
  void aStoreThatIsAwayIsTransient() {
    assertThat(Fault.of(new StoreUnavailable("away", CAUSE))).isEqualTo(Fault.TRANSIENT);
    assertThat(Fault.of(new IllegalStateException(new StoreUnavailable("away", CAUSE))))
        .isEqualTo(Fault.TRANSIENT);
  }

  @Test
  void whatCannotBeReadOrStoredIsPermanent() {
    assertThat(Fault.of(new UnreadableState("order 1", CAUSE))).isEqualTo(Fault.PERMANENT);
    assertThat(Fault.of(new StoreRefused("too large", CAUSE))).isEqualTo(Fault.PERMANENT);
    assertThat(Fault.of(new IllegalStateException(new UnreadableState("order 1", CAUSE))))
        .isEqualTo(Fault.PERMANENT);
  }

  @Test
  void theOutermostThatSaysAKindDecides() {
    assertThat(Fault.of(new StoreUnavailable("away", new StoreRefused("no", CAUSE))))
        .isEqualTo(Fault.TRANSIENT);
    assertThat(Fault.of(new UnreadableState("order 1", new StoreUnavailable("away", CAUSE))))
        .isEqualTo(Fault.PERMANENT);
  }

  @Test
  void everythingElseIsUnknown() {
    assertThat(Fault.of(CAUSE)).isEqualTo(Fault.UNKNOWN);
    assertThat(Fault.of(new OutOfMemoryError())).isEqualTo(Fault.UNKNOWN);
    assertThat(Fault.of(new StoreFailed("broken", new StoreUnavailable("away", CAUSE))))
        .isEqualTo(Fault.UNKNOWN);
  }
}
