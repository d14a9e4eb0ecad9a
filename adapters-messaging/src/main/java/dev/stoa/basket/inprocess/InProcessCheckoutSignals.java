package dev.stoa.basket.inprocess;

import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.shared.domain.CheckoutId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A latch per listener: whoever waits parks, a virtual thread without holding its carrier. */
final class InProcessCheckoutSignals implements CheckoutSignals {
  private final Map<CheckoutId, Set<Waiter>> waiters = new ConcurrentHashMap<>();

  @Override
  public void announce(CheckoutId checkout) {
    Set<Waiter> waiting = waiters.get(checkout);
    if (waiting != null) {
      waiting.forEach(Waiter::wake);
    }
  }

  @Override
  public Listening listen(CheckoutId checkout) {
    Waiter waiter = new Waiter(checkout);
    waiters.compute(
        checkout,
        (id, waiting) -> {
          Set<Waiter> all = waiting == null ? ConcurrentHashMap.newKeySet() : waiting;
          all.add(waiter);
          return all;
        });
    return waiter;
  }

  /** How many checkouts are listened to. */
  int listenedTo() {
    return waiters.size();
  }

  private final class Waiter implements Listening {
    private final CheckoutId checkout;
    private final CountDownLatch announced = new CountDownLatch(1);

    Waiter(CheckoutId checkout) {
      this.checkout = checkout;
    }

    void wake() {
      announced.countDown();
    }

    @Override
    public boolean await(Duration atMost) {
      try {
        return announced.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void close() {
      waiters.computeIfPresent(
          checkout,
          (id, waiting) -> {
            waiting.remove(this);
            return waiting.isEmpty() ? null : waiting;
          });
    }
  }
}
