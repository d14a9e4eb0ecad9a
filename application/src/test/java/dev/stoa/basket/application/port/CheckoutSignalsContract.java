package dev.stoa.basket.application.port;

import static dev.stoa.basket.application.port.BasketFixtures.checkout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.basket.application.port.CheckoutSignals.Listening;
import dev.stoa.shared.domain.CheckoutId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link CheckoutSignals} must do: each test is a sentence of its contract. */
@Timeout(60)
public interface CheckoutSignalsContract {
  CheckoutId A = checkout("a");
  Duration LONG = Duration.ofSeconds(50);

  /** The signals under test, the same ones during a test. */
  CheckoutSignals signals();

  @Test
  default void wakesAllWhoListen() throws ExecutionException, InterruptedException {
    List<Listening> all = new ArrayList<>();
    List<Future<Boolean>> woken = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        Listening listening = signals().listen(A);
        all.add(listening);
        woken.add(threads.submit(() -> listening.await(LONG)));
      }
      signals().announce(A);
      for (Future<Boolean> each : woken) {
        assertThat(each.get()).isTrue();
      }
    }
    all.forEach(Listening::close);
  }

  @Test
  default void isHeardByWhoBeginsToWaitAfterwards() {
    try (Listening listening = signals().listen(A)) {
      signals().announce(A);
      assertThat(listening.await(Duration.ZERO)).isTrue();
      assertThat(listening.await(LONG)).isTrue();
    }
  }

  @Test
  default void isNotHeardByWhoListensToAnotherOne() {
    try (Listening listening = signals().listen(checkout("b"))) {
      signals().announce(A);
      assertThat(listening.await(Duration.ofMillis(1))).isFalse();
    }
  }

  @Test
  default void isNotKeptForWhoComesLater() {
    signals().announce(A);
    try (Listening listening = signals().listen(A)) {
      assertThat(listening.await(Duration.ofMillis(1))).isFalse();
    }
  }

  @Test
  default void anInterruptEndsTheWaiting() {
    try (Listening listening = signals().listen(A)) {
      Thread.currentThread().interrupt();
      assertThat(listening.await(LONG)).isFalse();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  default void closingOneLeavesTheOthers() {
    try (Listening stays = signals().listen(A)) {
      signals().listen(A).close();
      signals().announce(A);
      assertThat(stays.await(LONG)).isTrue();
    }
  }
}
