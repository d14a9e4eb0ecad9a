package dev.stoa.shared.application;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultTest {
  private static Exception cause() {
    return new IllegalStateException("by the test");
  }

  @Test
  void aStoreThatIsAwayIsTransient() {
    assertThat(Fault.of(new StoreUnavailable("away", cause()))).isEqualTo(Fault.TRANSIENT);
    assertThat(Fault.of(new IllegalStateException(new StoreUnavailable("away", cause()))))
        .isEqualTo(Fault.TRANSIENT);
  }

  @Test
  void whatCannotBeReadOrStoredIsPermanent() {
    assertThat(Fault.of(new UnreadableState("order 1", cause()))).isEqualTo(Fault.PERMANENT);
    assertThat(Fault.of(new StoreRefused("too large", cause()))).isEqualTo(Fault.PERMANENT);
    assertThat(Fault.of(new IllegalStateException(new UnreadableState("order 1", cause()))))
        .isEqualTo(Fault.PERMANENT);
  }

  @Test
  void theOutermostThatSaysAKindDecides() {
    assertThat(Fault.of(new StoreUnavailable("away", new StoreRefused("no", cause()))))
        .isEqualTo(Fault.TRANSIENT);
    assertThat(Fault.of(new UnreadableState("order 1", new StoreUnavailable("away", cause()))))
        .isEqualTo(Fault.PERMANENT);
  }

  @Test
  void everythingElseIsUnknown() {
    assertThat(Fault.of(cause())).isEqualTo(Fault.UNKNOWN);
    assertThat(Fault.of(new OutOfMemoryError())).isEqualTo(Fault.UNKNOWN);
    assertThat(Fault.of(new StoreFailed("broken", new StoreUnavailable("away", cause()))))
        .isEqualTo(Fault.UNKNOWN);
  }
}
