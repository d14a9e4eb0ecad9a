package dev.stoa.basket.application.port;

import dev.stoa.shared.domain.CheckoutId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Signals between threads. */
public final class InMemoryCheckoutSignals implements CheckoutSignals {
  private final Set<Latch> listening = ConcurrentHashMap.newKeySet();

  /** Nobody listens yet. */
  public InMemoryCheckoutSignals() {}

  @Override
  public void announce(CheckoutId checkout) {
    listening.stream().filter(one -> one.checkout.equals(checkout)).forEach(Latch::wake);
  }

  @Override
  public Listening listen(CheckoutId checkout) {
    Latch latch = new Latch(checkout);
    listening.add(latch);
    return latch;
  }

  private final class Latch implements Listening {
    private final CheckoutId checkout;
    private final CountDownLatch announced = new CountDownLatch(1);

    private Latch(CheckoutId checkout) {
      this.checkout = checkout;
    }

    private void wake() {
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
      listening.remove(this);
    }
  }
}
