package dev.stoa.shared.inprocess;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventDelivery;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the events of the log to one group. */
final class GroupPump {
  private static final Logger LOG = LoggerFactory.getLogger(GroupPump.class);
  private static final int BATCH = 256;

  /** How many events may be read and not handled: bounds memory when reactions are slow. */
  private static final int WINDOW = 10_000;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Subscription subscription;
  private final EventLog log;
  private final DeadLetters deadLetters;
  private final InstantSource clock;
  private final PumpOptions options;
  private final CountDownLatch closing;
  private final Semaphore running;
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong buried = new AtomicLong();
  private final AtomicBoolean signalled = new AtomicBoolean(true);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All below: guarded by the lock.
  private final Map<String, Deque<LoggedEvent>> subjects = new HashMap<>();
  private final TreeSet<Long> unhandled = new TreeSet<>();
  private long readUpTo;
  private @Nullable Thread reader;

  GroupPump(
      Subscription subscription,
      EventLog log,
      DeadLetters deadLetters,
      InstantSource clock,
      PumpOptions options,
      CountDownLatch closing) {
    this.subscription = subscription;
    this.log = log;
    this.deadLetters = deadLetters;
    this.clock = clock;
    this.options = options;
    this.closing = closing;
    // Fair, so that a subject which always has something new keeps no other waiting.
    this.running = new Semaphore(options.concurrency(), true);
  }

  String name() {
    return subscription.group();
  }

  void start(long position) {
    lock.lock();
    try {
      readUpTo = position;
      reader = Thread.ofVirtual().name("stoa-pump-" + name()).start(this::read);
    } finally {
      lock.unlock();
    }
  }

  /** There may be new events. */
  void signal() {
    if (signalled.getAndSet(true) && !isClosing()) {
      // The reader has not yet taken the last signal back; it will read after it does.
      return;
    }
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The position up to which every event is handled. */
  long handledUpTo() {
    lock.lock();
    try {
      return unhandled.isEmpty() ? readUpTo : unhandled.first() - 1;
    } finally {
      lock.unlock();
    }
  }

  EventDelivery.GroupState state() {
    long handled = handledUpTo();
    int inFlight;
    lock.lock();
    try {
      inFlight = unhandled.size();
    } finally {
      lock.unlock();
    }
    return new EventDelivery.GroupState(
        name(), Math.max(0, log.lastPosition() - handled), inFlight, retries.get(), buried.get());
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
      lock.lock();
      try {
        while (!subjects.isEmpty()) {
          changed.await();
        }
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void read() {
    int failures = 0;
    try {
      while (!isClosing()) {
        try {
          awaitRoomAndSignal();
          readBatch();
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
      while (!isClosing() && (!signalled.get() || unhandled.size() >= WINDOW)) {
        changed.await();
      }
      // Taken back before reading: what is committed while we read signals again.
      signalled.set(false);
    } finally {
      lock.unlock();
    }
  }

  private void readBatch() {
    List<LoggedEvent> batch = log.after(position(), BATCH);
    if (batch.isEmpty() || isClosing()) {
      return;
    }
    lock.lock();
    try {
      for (LoggedEvent event : batch) {
        readUpTo = event.position();
        Optional<PublishedEvent> readable = event.readable();
        if (readable.isPresent() && !subscription.wants(readable.get())) {
          continue;
        }
        unhandled.add(event.position());
        Deque<LoggedEvent> waiting = subjects.get(event.subject());
        if (waiting == null) {
          waiting = new ArrayDeque<>();
          subjects.put(event.subject(), waiting);
          String subject = event.subject();
          Thread.ofVirtual().name("stoa-" + name()).start(() -> handleSubject(subject));
        }
        waiting.add(event);
      }
      signalled.set(true); // there may be more than one batch
    } finally {
      lock.unlock();
    }
  }

  private long position() {
    lock.lock();
    try {
      return readUpTo;
    } finally {
      lock.unlock();
    }
  }

  /** Handles the events of one subject, in order, until none waits. */
  private void handleSubject(String subject) {
    while (true) {
      LoggedEvent event = next(subject);
      if (event == null) {
        return;
      }
      boolean handled = false;
      try {
        handled = handle(event);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        finish(subject, event, handled);
      }
    }
  }

  private @Nullable LoggedEvent next(String subject) {
    lock.lock();
    try {
      Deque<LoggedEvent> waiting = subjects.get(subject);
      LoggedEvent event = waiting == null || isClosing() ? null : waiting.peek();
      if (event == null) {
        subjects.remove(subject);
        changed.signalAll();
      }
      return event;
    } finally {
      lock.unlock();
    }
  }

  private void finish(String subject, LoggedEvent event, boolean handled) {
    lock.lock();
    try {
      Deque<LoggedEvent> waiting = subjects.get(subject);
      if (waiting != null) {
        waiting.poll();
      }
      if (handled) {
        boolean wasFull = unhandled.size() >= WINDOW;
        unhandled.remove(event.position());
        if (wasFull) {
          changed.signalAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tries the reaction as often as the options allow.
   *
   * <p>An event that cannot even be put aside (the disk is full, say) is tried again and again: the
   * next success of either kind ends it.
   *
   * @return whether the event is done with; false when the pump closes before
   */
  private boolean handle(LoggedEvent event) throws InterruptedException {
    Instant firstFailure = null;
    for (int attempt = 1; ; attempt++) {
      Throwable failure = attempt(event);
      if (failure == null) {
        return true;
      }
      Instant now = clock.instant();
      firstFailure = firstFailure == null ? now : firstFailure;
      if (event.event() == null || attempt > options.pauses().size()) {
        if (bury(event, failure, attempt, firstFailure, now)) {
          return true;
        }
      }
      Duration pause =
          attempt <= options.pauses().size() ? options.pauses().get(attempt - 1) : LONGEST_PAUSE;
      LOG.warn(
          "{} failed to handle event {} ({}), attempt {}; next in {}",
          name(),
          event.position(),
          event.type(),
          attempt,
          pause,
          failure);
      if (closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      retries.incrementAndGet();
    }
  }

  private @Nullable Throwable attempt(LoggedEvent event) throws InterruptedException {
    PublishedEvent readable = event.event();
    if (readable == null) {
      return new IllegalStateException("this version cannot read an event of type " + event.type());
    }
    running.acquire();
    try {
      subscription.deliver(readable);
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    } finally {
      running.release();
    }
  }

  /** Puts the event aside for an operator; false when that failed too. */
  private boolean bury(
      LoggedEvent event, Throwable failure, int attempts, Instant first, Instant last) {
    DeadLetter letter = DeadLetter.of(name(), event, failure, attempts, first, last);
    try {
      deadLetters.put(letter);
    } catch (RuntimeException e) {
      LOG.error("{} cannot put event {} aside", name(), event.position(), e);
      return false;
    }
    buried.incrementAndGet();
    LOG.error(
        "event {} ({}) is a dead letter of {} after {} attempts: {}",
        event.position(),
        event.type(),
        name(),
        attempts,
        letter.id(),
        failure);
    return true;
  }
}
