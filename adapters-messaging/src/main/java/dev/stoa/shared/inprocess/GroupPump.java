package dev.stoa.shared.inprocess;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventCodec.UnreadableEvent;
import dev.stoa.shared.application.port.EventDelivery;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.delivery.GroupDelivery;
import dev.stoa.shared.delivery.StreamMark;
import dev.stoa.shared.events.EventTypes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the log for one group. */
final class GroupPump {
  private static final Logger LOG = LoggerFactory.getLogger(GroupPump.class);
  private static final int BATCH = 256;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** A reaction may take as long as it needs: who closes the process sets the limit. */
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

  private final EventLog log;
  private final GroupDelivery delivery;
  private final CountDownLatch closing;
  private final AtomicBoolean signalled = new AtomicBoolean(true);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Both guarded by the lock.
  private StreamMark mark = new StreamMark("the log", 1);
  private @Nullable Thread reader;

  GroupPump(
      Subscription subscription,
      EventTypes types,
      EventLog log,
      DeadLetters deadLetters,
      InstantSource clock,
      PumpOptions options,
      CountDownLatch closing) {
    this.log = log;
    this.closing = closing;
    this.delivery =
        new GroupDelivery(
            subscription,
            types,
            (letter, from) -> deadLetters.put(letter),
            clock,
            options.delivery(),
            this::wake);
  }

  String name() {
    return delivery.group();
  }

  void start(long position) {
    lock.lock();
    try {
      StreamMark begin = new StreamMark("the log", position + 1);
      mark = begin;
      reader = Thread.ofVirtual().name("stoa-pump-" + name()).start(() -> read(begin, position));
    } finally {
      lock.unlock();
    }
  }

  /** There may be new events. */
  void signal() {
    if (!signalled.getAndSet(true)) {
      wake();
    }
    // Otherwise the reader has not yet taken the last signal back; it will read after it does.
  }

  /** The position up to which every event is handled. */
  long handledUpTo() {
    return mark().next() - 1;
  }

  EventDelivery.GroupState state() {
    long handled = handledUpTo();
    return new EventDelivery.GroupState(
        name(),
        Math.max(0, log.lastPosition() - handled),
        delivery.inFlight(),
        delivery.retries(),
        delivery.deadLetters());
  }

  /** Closing has begun: nothing further is handled. */
  void leave() {
    mark().leave();
    wake();
  }

  /** After closing has begun: returns when no reaction runs. */
  void awaitEnd() {
    Thread reading;
    lock.lock();
    try {
      reading = reader;
    } finally {
      lock.unlock();
    }
    try {
      if (reading != null) {
        reading.join();
      }
      if (!delivery.awaitEnd(AS_LONG_AS_IT_TAKES)) {
        LOG.warn("a reaction of {} never ends", name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private StreamMark mark() {
    lock.lock();
    try {
      return mark;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void read(StreamMark from, long position) {
    long readUpTo = position;
    int failures = 0;
    try {
      while (!isClosing()) {
        try {
          awaitRoomAndSignal();
          readUpTo = readBatch(from, readUpTo);
          failures = 0;
        } catch (RuntimeException | Error e) {
          failures++;
          Duration pause = Duration.ofMillis(100L << Math.min(failures, 6));
          LOG.warn("{} cannot read the event log; next attempt in {}", name(), pause, e);
          signal();
          closing.await(
              Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis()), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitRoomAndSignal() throws InterruptedException {
    lock.lock();
    try {
      while (!isClosing() && (!signalled.get() || delivery.isFull())) {
        changed.await();
      }
      // Taken back before reading: what is committed while we read signals again.
      signalled.set(false);
    } finally {
      lock.unlock();
    }
  }

  /** Reads what follows the position; gives the position up to which it has read. */
  private long readBatch(StreamMark from, long position) {
    List<LoggedEvent> batch = log.after(position, BATCH);
    if (batch.isEmpty() || isClosing()) {
      return position;
    }
    for (LoggedEvent event : batch) {
      if (delivery.wants(event.type())) {
        delivery.take(from, event, event.event() == null ? unreadable(event) : null);
      } else {
        from.skip(event.position());
      }
    }
    signalled.set(true); // there may be more than one batch
    return batch.get(batch.size() - 1).position();
  }

  private static UnreadableEvent unreadable(LoggedEvent event) {
    return new UnreadableEvent("this version cannot read an event of type " + event.type());
  }
}
