package dev.stoa.shared.delivery;

import dev.stoa.shared.application.Fault;
import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.events.EventType;
import dev.stoa.shared.events.EventTypes;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events that were read to the reactions of one group.
 *
 * <ul>
 *   <li>Events of one subject are handled one after the other in the order in which they were
 *       taken, those of different subjects at the same time, each subject on a virtual thread.
 *   <li>A reaction that fails is repeated after growing pauses, during which only its own subject
 *       waits; then the event becomes a dead letter. Of that there are two exceptions: as long as a
 *       store is away it is repeated until the store is back, and what will fail in the same way
 *       each time, such as a damaged row, is a dead letter at once ({@link Fault}). One that cannot
 *       even be put aside is tried again until either works.
 *   <li>The mark of its stream passes an event when it is handled or put aside, never before.
 * </ul>
 */
public final class GroupDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(GroupDelivery.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE_WHILE_AWAY = Duration.ofSeconds(2);

  private final Subscription subscription;
  private final Set<String> wanted;
  private final BiConsumer<DeadLetter, StreamMark> deadLetters;
  private final InstantSource clock;
  private final DeliveryOptions options;
  private final Runnable room;
  private final Semaphore running;
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong buried = new AtomicLong();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  // All below: guarded by the lock.
  private final Map<String, Deque<Arrival>> subjects = new HashMap<>();
  private int inFlight;
  private long bytesInFlight;

  /** An event that was read; the failure says why it is unreadable. */
  private record Arrival(
      StreamMark mark, LoggedEvent event, @Nullable RuntimeException unreadable) {}

  /**
   * Delivery to one group.
   *
   * @param deadLetters takes a letter and the mark of the stream its event came from; what it
   *     throws means that the letter is not kept
   * @param room called when there is room again after {@link #isFull}
   */
  public GroupDelivery(
      Subscription subscription,
      EventTypes types,
      BiConsumer<DeadLetter, StreamMark> deadLetters,
      InstantSource clock,
      DeliveryOptions options,
      Runnable room) {
    this.subscription = subscription;
    this.wanted =
        subscription.eventTypes().stream()
            .map(types::of)
            .map(EventType::name)
            .collect(Collectors.toUnmodifiableSet());
    this.deadLetters = deadLetters;
    this.clock = clock;
    this.options = options;
    this.room = room;
    // Fair, so that a subject which always has something new keeps no other waiting.
    this.running = new Semaphore(options.concurrency(), true);
  }

  /** The name of the group. */
  public String group() {
    return subscription.group();
  }

  /**
   * Whether the group wants events of this wire name. What it does not want is skipped unread:
   * whether this version could read it is nothing to the group.
   */
  public boolean wants(String type) {
    return wanted.contains(type);
  }

  /**
   * Takes an event to handle. Returns at once.
   *
   * @param mark of the stream it was read from
   * @param unreadable why its data cannot be read; it then becomes a dead letter in its turn
   */
  public void take(StreamMark mark, LoggedEvent event, @Nullable RuntimeException unreadable) {
    String subject = event.subject();
    lock.lock();
    try {
      mark.open(event.position());
      inFlight++;
      bytesInFlight += event.weight();
      Deque<Arrival> waiting = subjects.get(subject);
      if (waiting == null) {
        waiting = new ArrayDeque<>(2);
        subjects.put(subject, waiting);
        Thread.ofVirtual().name("stoa-" + group()).start(() -> handleSubject(subject));
      }
      waiting.add(new Arrival(mark, event, unreadable));
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing more should be taken for now. */
  public boolean isFull() {
    lock.lock();
    try {
      return full();
    } finally {
      lock.unlock();
    }
  }

  /** To be called with the lock: a few heavy events fill the heap as well as many light ones. */
  private boolean full() {
    return inFlight >= options.window() || bytesInFlight >= options.heaviest();
  }

  /** How many events are taken and not done with. */
  public int inFlight() {
    lock.lock();
    try {
      return inFlight;
    } finally {
      lock.unlock();
    }
  }

  /** How many attempts were repetitions. */
  public long retries() {
    return retries.get();
  }

  /** How many events became dead letters. */
  public long deadLetters() {
    return buried.get();
  }

  /**
   * After all marks were left: waits until no reaction runs.
   *
   * @return false when one still ran at the end of the limit
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (!subjects.isEmpty()) {
        if (nanos <= 0) {
          return false;
        }
        nanos = ended.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Handles the events of one subject, in order, until none waits. */
  private void handleSubject(String subject) {
    while (true) {
      Arrival arrival = next(subject);
      if (arrival == null) {
        return;
      }
      boolean handled = false;
      try {
        handled = handle(arrival);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        finish(subject, arrival, handled);
      }
    }
  }

  private @Nullable Arrival next(String subject) {
    boolean wasFull = false;
    lock.lock();
    try {
      Deque<Arrival> waiting = subjects.get(subject);
      while (waiting != null) {
        Arrival arrival = waiting.peek();
        if (arrival == null) {
          break;
        }
        if (arrival.mark().begin()) {
          return arrival;
        }
        // Its stream was left: whoever reads it next begins with this event.
        waiting.poll();
        wasFull |= full();
        inFlight--;
        bytesInFlight -= arrival.event().weight();
      }
      subjects.remove(subject);
      ended.signalAll();
    } finally {
      lock.unlock();
    }
    if (wasFull) {
      room.run();
    }
    return null;
  }

  private void finish(String subject, Arrival arrival, boolean handled) {
    boolean wasFull;
    lock.lock();
    try {
      Deque<Arrival> waiting = subjects.get(subject);
      if (waiting != null) {
        waiting.poll();
      }
      wasFull = full();
      inFlight--;
      bytesInFlight -= arrival.event().weight();
    } finally {
      lock.unlock();
    }
    arrival.mark().end(arrival.event().position(), handled);
    if (wasFull) {
      room.run();
    }
  }

  /**
   * Tries the reaction as often as the options allow.
   *
   * @return whether the event is done with; false when its stream is left before
   */
  private boolean handle(Arrival arrival) throws InterruptedException {
    Instant firstFailure = null;
    for (int attempt = 1; ; attempt++) {
      Throwable failure = attempt(arrival);
      if (failure == null) {
        return true;
      }
      Instant now = clock.instant();
      firstFailure = firstFailure == null ? now : firstFailure;
      Fault fault = Fault.of(failure);
      boolean last =
          arrival.unreadable() != null
              || fault == Fault.PERMANENT
              || attempt > options.pauses().size();
      boolean away = fault == Fault.TRANSIENT;
      if (last && !away && bury(arrival, failure, attempt, firstFailure, now)) {
        return true;
      }
      Duration pause = last ? LONGEST_PAUSE : options.pauses().get(attempt - 1);
      if (away && pause.compareTo(LONGEST_PAUSE_WHILE_AWAY) > 0) {
        pause = LONGEST_PAUSE_WHILE_AWAY;
      }
      LOG.warn(
          "{} failed to handle event {} of {} ({}), attempt {}; next in {}: {}",
          group(),
          arrival.event().position(),
          arrival.mark().stream(),
          arrival.event().type(),
          attempt,
          pause,
          failure.toString(),
          away ? null : failure);
      if (arrival.mark().leftWithin(pause)) {
        return false;
      }
      retries.incrementAndGet();
    }
  }

  private @Nullable Throwable attempt(Arrival arrival) throws InterruptedException {
    PublishedEvent readable = arrival.event().event();
    if (arrival.unreadable() != null || readable == null) {
      return arrival.unreadable();
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
      Arrival arrival, Throwable failure, int attempts, Instant first, Instant last) {
    LoggedEvent event = arrival.event();
    DeadLetter letter = DeadLetter.of(group(), event, failure, attempts, first, last);
    try {
      deadLetters.accept(letter, arrival.mark());
    } catch (RuntimeException e) {
      LOG.error("{} cannot put event {} aside", group(), event.position(), e);
      return false;
    }
    buried.incrementAndGet();
    LOG.error(
        "event {} of {} ({}) is a dead letter of {} after {} attempts: {}",
        event.position(),
        arrival.mark().stream(),
        event.type(),
        group(),
        attempts,
        letter.id(),
        failure);
    return true;
  }
}
