package dev.stoa.basket.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.basket.application.port.CheckoutSignalsContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InProcessCheckoutSignalsTest implements CheckoutSignalsContract {
  private final InProcessCheckoutSignals signals = new InProcessCheckoutSignals();

  InProcessCheckoutSignalsTest() {}

  @Override
  public CheckoutSignals signals() {
    return signals;
  }

  @Test
  void keepsNothingWhenNobodyListens() {
    signals.announce(A);
    try (CheckoutSignals.Listening listening = signals.listen(A)) {
      assertThat(signals.listenedTo()).isEqualTo(1);
      assertThat(listening.await(Duration.ZERO)).isFalse();
    }
    assertThat(signals.listenedTo()).isZero();
  }
}
