package dev.stoa.notification.redis;

import dev.stoa.notification.application.port.NoticeSignals;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.redis.RedisStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals to the listeners of this node at once, and to those of other nodes by messages of Redis.
 * One thread sends them, in the order of announcing. What cannot be sent is lost; the first message
 * that can be sent after that says so to all nodes.
 */
final class RedisNoticeSignals implements NoticeSignals, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisNoticeSignals.class);
  private static final String CHANNEL = "notices";
  private static final int WAITING = 10_000;
  private static final String LOST = "lost";

  /** Names this node: its own messages come back to it, late. */
  private final String self = UUID.randomUUID().toString();

  private final RedisStore store;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING);
  private final AtomicBoolean lost = new AtomicBoolean();
  private final CountDownLatch listening = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread sender;

  RedisNoticeSignals(RedisStore store) {
    this.store = store;
    this.sender = Thread.ofVirtual().name("stoa-notices").start(this::send);
    store.subscribe(
        CHANNEL,
        this::heard,
        () -> {
          tell(Listener::missed);
          listening.countDown();
        });
  }

  /** Whether signals of other nodes arrive here by then. */
  boolean awaitListening(Duration atMost) throws InterruptedException {
    return listening.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void announce(Signal signal) {
    tell(listener -> listener.heard(signal));
    if (!waiting.offer(self + ' ' + encode(signal))) {
      lost.set(true);
    }
  }

  @Override
  public Listening listen(Listener listener) {
    // A listener may be there twice; each is closed for itself.
    Listener own =
        new Listener() {
          @Override
          public void heard(Signal signal) {
            listener.heard(signal);
          }

          @Override
          public void missed() {
            listener.missed();
          }
        };
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  @Override
  public void close() {
    closing.countDown();
    sender.interrupt();
  }

  private void tell(Consumer<Listener> what) {
    for (Listener listener : listeners) {
      try {
        what.accept(listener);
      } catch (RuntimeException e) {
        LOG.error("a listener failed to hear a signal", e);
      }
    }
  }

  private void send() {
    try {
      while (closing.getCount() > 0) {
        String message = waiting.take();
        try {
          if (lost.getAndSet(false)) {
            store.publish(CHANNEL, self + ' ' + LOST);
          }
          store.publish(CHANNEL, message);
        } catch (StoreUnavailable e) {
          LOG.debug("signals are lost", e);
          lost.set(true);
          waiting.clear();
          // Once, not for each: what waits meanwhile is lost as well, and told as one loss.
          if (closing.await(1, TimeUnit.SECONDS)) {
            return;
          }
          waiting.offer(self + ' ' + LOST);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void heard(String message) {
    int space = message.indexOf(' ');
    if (space < 0) {
      return;
    }
    String what = message.substring(space + 1);
    if (what.equals(LOST)) {
      // Also when it was lost here: who listens here heard it, but what others said may be gone.
      tell(Listener::missed);
    } else if (!message.substring(0, space).equals(self)) {
      decode(what).ifPresent(signal -> tell(listener -> listener.heard(signal)));
    }
  }

  private static String encode(Signal signal) {
    return switch (signal) {
      case Signal.FeedGrew grew -> "feed " + grew.user();
      case Signal.BasketChanged changed -> "basket " + changed.user();
      case Signal.ProductWanted wanted -> "wanted " + wanted.product() + ' ' + wanted.somebody();
    };
  }

  /** Empty for what only a later version says. */
  private static Optional<Signal> decode(String text) {
    String[] words = text.split(" ", -1);
    try {
      return switch (words[0]) {
        case "feed" -> Optional.of(new Signal.FeedGrew(UserId.parse(words[1])));
        case "basket" -> Optional.of(new Signal.BasketChanged(UserId.parse(words[1])));
        case "wanted" ->
            Optional.of(
                new Signal.ProductWanted(ProductId.parse(words[1]), Long.parseLong(words[2])));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      LOG.warn("a signal that cannot be read: {}", text, e);
      return Optional.empty();
    }
  }
}
