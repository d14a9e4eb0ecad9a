package dev.stoa.notification.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.notification.application.port.NoticeSignals.Listener;
import dev.stoa.notification.application.port.NoticeSignals.Listening;
import dev.stoa.notification.application.port.NoticeSignals.Signal;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.UserId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link NoticeSignals} must do: each test is a sentence of its contract. */
@Timeout(60)
public interface NoticeSignalsContract {
  UserId USER = new UserId(Derivation.of("test-user", 1).with("ada").id());

  /** The signals under test, the same ones during a test. */
  NoticeSignals signals();

  @Test
  default void everyListenerHearsEverySignalInOrder() throws InterruptedException {
    Signal[] all = {
      new Signal.FeedGrew(USER),
      new Signal.BasketChanged(USER),
      new Signal.ProductWanted(
          new ProductId(Derivation.of("test-product", 1).with("mug").id()), -7L)
    };
    Heard one = new Heard();
    Heard two = new Heard();
    try (Listening first = signals().listen(one);
        Listening second = signals().listen(two)) {
      for (Signal signal : all) {
        signals().announce(signal);
      }
      for (Signal signal : all) {
        assertThat(one.signals.take()).isEqualTo(signal);
        assertThat(two.signals.take()).isEqualTo(signal);
      }
    }
  }

  @Test
  default void aListenerThatThrowsHurtsNoOther() throws InterruptedException {
    Listener broken =
        new Listener() {
          @Override
          public void heard(Signal signal) {
            throw new IllegalStateException("broken on purpose");
          }

          @Override
          public void missed() {}
        };
    Heard other = new Heard();
    try (Listening first = signals().listen(broken);
        Listening second = signals().listen(other)) {
      signals().announce(new Signal.FeedGrew(USER));
      signals().announce(new Signal.BasketChanged(USER));
      assertThat(other.signals.take()).isEqualTo(new Signal.FeedGrew(USER));
      assertThat(other.signals.take()).isEqualTo(new Signal.BasketChanged(USER));
    }
  }

  @Test
  default void whoClosedHearsNothingFurther() throws InterruptedException {
    Heard closed = new Heard();
    Heard stays = new Heard();
    signals().announce(new Signal.FeedGrew(USER));
    try (Listening listening = signals().listen(stays)) {
      signals().listen(closed).close();
      signals().announce(new Signal.BasketChanged(USER));
      assertThat(stays.signals.take()).isEqualTo(new Signal.BasketChanged(USER));
    }
    assertThat(closed.signals).isEmpty();
  }

  /** Collects what it hears. */
  final class Heard implements Listener {
    final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    @Override
    public void heard(Signal signal) {
      signals.add(signal);
    }

    @Override
    public void missed() {}
  }
}
