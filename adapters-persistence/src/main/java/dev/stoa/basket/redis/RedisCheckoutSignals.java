package dev.stoa.basket.redis;

import dev.stoa.basket.application.port.CheckoutSignals;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.redis.RedisStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals to those who wait in this process at once, and to those in other processes by a message.
 * When the connection to Redis was lost, everybody here is woken once it is back: what was
 * announced meanwhile was not heard.
 */
final class RedisCheckoutSignals implements CheckoutSignals {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCheckoutSignals.class);
  private static final String CHANNEL = "checkouts-ended";

  /** Names this process: its own messages come back to it, late. */
  private final String self = UUID.randomUUID().toString();

  private final RedisStore store;
  private final Map<CheckoutId, Set<Waiter>> waiters = new ConcurrentHashMap<>();
  private final CountDownLatch listening = new CountDownLatch(1);

  RedisCheckoutSignals(RedisStore store) {
    this.store = store;
    store.subscribe(
        CHANNEL,
        this::heard,
        () -> {
          waiters.keySet().forEach(this::wake);
          listening.countDown();
        });
  }

  /** Whether messages of other processes arrive here by then. */
  boolean awaitListening(Duration atMost) throws InterruptedException {
    return listening.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void heard(String message) {
    int space = message.indexOf(' ');
    if (!message.substring(0, space).equals(self)) {
      wake(new CheckoutId(UUID.fromString(message.substring(space + 1))));
    }
  }

  @Override
  public void announce(CheckoutId checkout) {
    wake(checkout);
    // On a thread of its own: who announces must not wait for a server that is away.
    Thread.ofVirtual()
        .start(() -> {
          try {
            store.publish(CHANNEL, self + ' ' + checkout);
          } catch (StoreUnavailable e) {
            LOG.debug("whoever waits for {} elsewhere will look by itself", checkout, e);
          }
        });
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

  private void wake(CheckoutId checkout) {
    Set<Waiter> waiting = waiters.get(checkout);
    if (waiting != null) {
      waiting.forEach(Waiter::wake);
    }
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
