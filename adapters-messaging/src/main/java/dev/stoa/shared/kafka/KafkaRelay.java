package dev.stoa.shared.kafka;

import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what the outboxes hold.
 *
 * <ul>
 *   <li>An event is sent as soon as its commit hands it over, and cleared from its outbox after the
 *       brokers have acknowledged it, never before.
 *   <li>No event is sent before every earlier one of its subject and of its origin is acknowledged:
 *       whatever fails in between, none overtakes another.
 *   <li>What is handed over again, late or while it is under way, is not sent again.
 *   <li>What cannot be sent is tried again until it can: nothing is dropped. Above a limit, events
 *       are left in their store, where the sweeper finds them when there is room.
 *   <li>The sweeper finds what a crash, here or elsewhere, left behind.
 * </ul>
 *
 * <p>Commits never wait for it: handing over only queues.
 */
final class KafkaRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaRelay.class);
  private static final int BATCH = 500;
  private static final int REMEMBERED = 50_000;
  private static final int DELIVERY_MILLIS = 30_000;

  /**
   * What is published is cleared with what is published this soon after it: nobody waits for it,
   * and most of what a store does for it is the same for one event and for many.
   */
  private static final Duration GATHER = Duration.ofMillis(100);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE_OF_ONE = Duration.ofSeconds(30);

  private final List<Outbox> outboxes;
  private final KafkaTopics topics;
  private final KafkaClients clients;
  private final InstantSource clock;
  private final RelayOptions options;
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  private final ReentrantLock lock = new ReentrantLock();

  /** There may be something to send. */
  private final Condition work = lock.newCondition();

  /** There may be something to clear, or everything may be cleared. */
  private final Condition cleared = lock.newCondition();

  /** Closing has begun. */
  private final Condition end = lock.newCondition();

  // All below: guarded by the lock.
  private final Map<UUID, Entry> known = new HashMap<>();
  private final Map<String, Deque<Entry>> chains = new HashMap<>();
  private final Deque<Entry> sendable = new ArrayDeque<>();
  private final PriorityQueue<Entry> later =
      new PriorityQueue<>(Comparator.comparingLong((Entry e) -> e.notBefore));
  private final Map<Outbox, Deque<PendingEvent>> acknowledged = new HashMap<>();
  private final Map<UUID, Boolean> recent = new Recent();
  private int troubles;
  private long pausedUntil = System.nanoTime();
  private boolean full;
  private boolean started;
  private boolean closed;

  /** Used by the sender only, but made anew by it when it is broken. */
  private @Nullable Producer<byte[], byte[]> producer;

  private volatile boolean broken;
  private final List<Thread> threads = new ArrayList<>();

  /** An event that is handed over and not yet cleared. */
  private static final class Entry {
    final Outbox outbox;
    final PendingEvent event;
    final String byOrigin;
    final String bySubject;
    boolean sending;
    boolean queued;
    int failures;
    long notBefore;

    Entry(Outbox outbox, PendingEvent event) {
      this.outbox = outbox;
      this.event = event;
      this.byOrigin = "origin " + outbox.name() + " " + event.origin();
      this.bySubject = "subject " + event.subject();
    }
  }

  /** The ids of what was published last; the oldest go first. */
  private static final class Recent extends LinkedHashMap<UUID, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }

  KafkaRelay(
      Collection<Outbox> outboxes,
      KafkaTopics topics,
      KafkaClients clients,
      InstantSource clock,
      RelayOptions options) {
    this.outboxes = List.copyOf(outboxes);
    this.topics = topics;
    this.clients = clients;
    this.clock = clock;
    this.options = options;
  }

  /** Begins to take hand-overs, to send and to sweep. */
  void start() {
    lock.lock();
    try {
      if (started) {
        throw new IllegalStateException("the relay is started once");
      }
      started = true;
      threads.add(Thread.ofVirtual().name("stoa-relay").start(this::send));
      for (Outbox outbox : outboxes) {
        acknowledged.put(outbox, new ArrayDeque<>());
        String name = outbox.name();
        threads.add(Thread.ofVirtual().name("stoa-clear-" + name).start(() -> clear(outbox)));
        threads.add(Thread.ofVirtual().name("stoa-sweep-" + name).start(() -> sweep(outbox)));
      }
    } finally {
      lock.unlock();
    }
    outboxes.forEach(outbox -> outbox.onCommit(events -> handOver(outbox, events)));
  }

  /** How many events are handed over and not yet cleared. */
  long pending() {
    lock.lock();
    try {
      return known.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many events the brokers have acknowledged. */
  long published() {
    return published.get();
  }

  /** How many attempts to send an event failed. */
  long failures() {
    return failures.get();
  }

  /**
   * Waits, within the limit, until what was handed over is published and cleared. What is not then
   * is in its store, and found at the next start or by another process.
   */
  @Override
  public void close() {
    List<Thread> running;
    lock.lock();
    try {
      awaitCleared();
      closed = true;
      work.signalAll();
      cleared.signalAll();
      end.signalAll();
      running = List.copyOf(threads);
      threads.clear();
    } finally {
      lock.unlock();
    }
    try {
      for (Thread thread : running) {
        thread.join(options.closeWithin());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitCleared() {
    long nanos = options.closeWithin().toNanos();
    try {
      // With the brokers away, waiting is in vain.
      while (!closed && !known.isEmpty() && troubles == 0 && topics.isPrepared() && nanos > 0) {
        nanos = cleared.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- taking

  private void handOver(Outbox outbox, List<PendingEvent> events) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      List<PendingEvent> fresh = events.stream().filter(this::isNew).toList();
      if (known.size() + fresh.size() > options.mostPending()) {
        // All of them or none: half of a hand-over could be overtaken by its other half.
        if (!full) {
          full = true;
          LOG.warn("{} events wait for Kafka; further ones wait in their store", known.size());
        }
        return;
      }
      fresh.forEach(event -> add(outbox, event));
    } finally {
      lock.unlock();
    }
  }

  private boolean isNew(PendingEvent event) {
    return !known.containsKey(event.id()) && !recent.containsKey(event.id());
  }

  private void add(Outbox outbox, PendingEvent event) {
    Entry entry = new Entry(outbox, event);
    if (known.putIfAbsent(event.id(), entry) != null) {
      return;
    }
    chains.computeIfAbsent(entry.byOrigin, key -> new ArrayDeque<>(2)).add(entry);
    chains.computeIfAbsent(entry.bySubject, key -> new ArrayDeque<>(2)).add(entry);
    queueIfFirst(entry);
  }

  private boolean isFirst(Entry entry, String chain) {
    Deque<Entry> entries = chains.get(chain);
    return entries != null && entries.peek() == entry;
  }

  private void queueIfFirst(@Nullable Entry entry) {
    if (entry != null
        && !entry.queued
        && !entry.sending
        && isFirst(entry, entry.byOrigin)
        && isFirst(entry, entry.bySubject)) {
      entry.queued = true;
      sendable.add(entry);
      work.signalAll();
    }
  }

  // ---- sweeping

  private void sweep(Outbox outbox) {
    int failed = 0;
    try {
      while (pause(end, options.sweepEvery().multipliedBy(1 + Math.min(failed, 4)))) {
        try {
          takeWhatIsLeft(outbox);
          failed = 0;
        } catch (RuntimeException e) {
          failed++;
          LOG.warn(
              "cannot look for events left in {}: {}", outbox.name(), KafkaFailures.sentence(e));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeWhatIsLeft(Outbox outbox) {
    boolean more = true;
    while (more && topics.isPrepared() && roomForSweeping()) {
      List<PendingEvent> left =
          outbox.left(clock.instant().minus(options.leftBehindAfter()), BATCH);
      int taken = takeLeft(outbox, left);
      more = left.size() >= BATCH && taken > 0;
    }
  }

  private boolean roomForSweeping() {
    lock.lock();
    try {
      boolean room = known.size() <= options.mostPending() / 2;
      full &= !room;
      return room && !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes them in their order; gives how many of them were new. */
  private int takeLeft(Outbox outbox, List<PendingEvent> left) {
    int taken = 0;
    lock.lock();
    try {
      for (PendingEvent event : left) {
        if (closed) {
          break;
        }
        if (recent.containsKey(event.id())) {
          // Published, but not cleared, or the store took the clearing back: cleared again.
          known.put(event.id(), new Entry(outbox, event));
          recent.remove(event.id());
          acknowledgedOf(outbox).add(event);
          cleared.signalAll();
        } else if (!known.containsKey(event.id())) {
          add(outbox, event);
          taken++;
        }
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }

  private Deque<PendingEvent> acknowledgedOf(Outbox outbox) {
    return acknowledged.computeIfAbsent(outbox, o -> new ArrayDeque<>());
  }

  // ---- sending

  private void send() {
    try {
      while (!topics.awaitPrepared(Duration.ofMillis(200))) {
        if (isClosed()) {
          return;
        }
      }
      while (true) {
        List<Entry> batch = nextBatch();
        if (batch.isEmpty()) {
          return;
        }
        for (Entry entry : batch) {
          send(entry);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      dropProducer(options.closeWithin());
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for entries to send; none when the relay is closed. */
  private List<Entry> nextBatch() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        while (!later.isEmpty() && later.peek().notBefore - now <= 0) {
          sendable.add(later.poll());
        }
        if (now - pausedUntil < 0) {
          work.awaitNanos(pausedUntil - now);
        } else if (!sendable.isEmpty()) {
          List<Entry> batch = new ArrayList<>();
          while (!sendable.isEmpty() && batch.size() < BATCH) {
            Entry entry = sendable.poll();
            entry.queued = false;
            entry.sending = true;
            batch.add(entry);
          }
          return batch;
        } else if (later.isEmpty()) {
          work.await();
        } else {
          work.awaitNanos(later.peek().notBefore - now);
        }
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private void send(Entry entry) {
    if (isPaused()) {
      // The one before failed: this one would only wait for the same broker.
      putBack(entry);
      return;
    }
    try {
      Optional<String> topic = topics.of(entry.event.type());
      if (topic.isEmpty()) {
        throw new InvalidTopicException("this version knows no event " + entry.event.type());
      }
      // The answer comes through the callback.
      Future<?> unused =
          producer()
              .send(
                  CloudEventHeaders.message(topic.get(), entry.event),
                  (metadata, failure) -> done(entry, failure));
    } catch (RuntimeException e) {
      done(entry, e);
    }
  }

  private boolean isPaused() {
    lock.lock();
    try {
      return System.nanoTime() - pausedUntil < 0;
    } finally {
      lock.unlock();
    }
  }

  private void putBack(Entry entry) {
    lock.lock();
    try {
      entry.sending = false;
      entry.queued = true;
      sendable.add(entry);
    } finally {
      lock.unlock();
    }
  }

  private Producer<byte[], byte[]> producer() {
    if (broken) {
      dropProducer(Duration.ZERO);
      broken = false;
    }
    Producer<byte[], byte[]> usable = producer;
    if (usable == null) {
      usable = clients.producer("relay", DELIVERY_MILLIS);
      producer = usable;
    }
    return usable;
  }

  private void dropProducer(Duration within) {
    Producer<byte[], byte[]> old = producer;
    producer = null;
    if (old != null) {
      try {
        old.close(within);
      } catch (RuntimeException e) {
        LOG.debug("a producer that could not be closed", e);
      }
    }
  }

  /** The brokers have answered, or will not. */
  private void done(Entry entry, @Nullable Exception failure) {
    lock.lock();
    try {
      if (!entry.sending) {
        return;
      }
      entry.sending = false;
      if (failure == null) {
        troubles = 0;
        published.incrementAndGet();
        leaveChain(entry, entry.byOrigin);
        leaveChain(entry, entry.bySubject);
        acknowledgedOf(entry.outbox).add(entry.event);
        cleared.signalAll();
      } else {
        failures.incrementAndGet();
        entry.failures++;
        tryAgain(entry, failure);
      }
    } finally {
      lock.unlock();
    }
  }

  private void leaveChain(Entry entry, String chain) {
    Deque<Entry> entries = chains.get(chain);
    if (entries == null) {
      return;
    }
    entries.remove(entry);
    if (entries.isEmpty()) {
      chains.remove(chain);
    } else {
      queueIfFirst(entries.peek());
    }
  }

  private void tryAgain(Entry entry, Exception failure) {
    entry.queued = true;
    boolean itsOwnFault =
        failure instanceof RecordTooLargeException
            || failure instanceof RecordBatchTooLargeException
            || failure instanceof InvalidTopicException;
    if (itsOwnFault) {
      long pause = pauseAfter(entry.failures, LONGEST_PAUSE_OF_ONE);
      entry.notBefore = System.nanoTime() + pause;
      later.add(entry);
      LOG.error(
          "event {} ({}) cannot be published; it waits, and with it all of {}",
          entry.event.id(),
          entry.event.type(),
          entry.event.subject(),
          failure);
    } else {
      sendable.addFirst(entry);
      if (System.nanoTime() - pausedUntil >= 0) {
        troubles++;
        pausedUntil = System.nanoTime() + pauseAfter(troubles, LONGEST_PAUSE);
        LOG.warn(
            "Kafka takes no events: {}; {} wait", KafkaFailures.sentence(failure), known.size());
      }
      if (!(failure instanceof RetriableException)) {
        broken = true;
      }
    }
    work.signalAll();
    cleared.signalAll();
  }

  private static long pauseAfter(int failed, Duration longest) {
    return Math.min(longest.toNanos(), TimeUnit.MILLISECONDS.toNanos(50L << Math.min(failed, 12)));
  }

  // ---- clearing

  private void clear(Outbox outbox) {
    int failed = 0;
    try {
      while (true) {
        List<PendingEvent> batch = nextToClear(outbox);
        if (batch.isEmpty()) {
          return;
        }
        try {
          outbox.published(batch);
          forget(batch);
          failed = 0;
        } catch (RuntimeException e) {
          failed++;
          LOG.warn(
              "cannot clear {} published events of {}: {}",
              batch.size(),
              outbox.name(),
              KafkaFailures.sentence(e));
          putBack(outbox, batch);
          if (!pause(end, Duration.ofNanos(pauseAfter(failed, LONGEST_PAUSE)))) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for published events; gives none when the relay is closed. */
  private List<PendingEvent> nextToClear(Outbox outbox) throws InterruptedException {
    lock.lock();
    try {
      Deque<PendingEvent> waiting = acknowledgedOf(outbox);
      while (waiting.isEmpty() && !closed) {
        cleared.await();
      }
      long rest = GATHER.toNanos();
      while (waiting.size() < BATCH && !closed && rest > 0) {
        rest = end.awaitNanos(rest);
      }
      List<PendingEvent> batch = new ArrayList<>();
      while (!waiting.isEmpty() && batch.size() < BATCH) {
        batch.add(waiting.poll());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void putBack(Outbox outbox, List<PendingEvent> batch) {
    lock.lock();
    try {
      acknowledgedOf(outbox).addAll(batch);
    } finally {
      lock.unlock();
    }
  }

  private void forget(List<PendingEvent> batch) {
    lock.lock();
    try {
      for (PendingEvent event : batch) {
        known.remove(event.id());
        recent.put(event.id(), true);
      }
      if (known.isEmpty()) {
        cleared.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits; false when the relay is closed. */
  private boolean pause(Condition until, Duration time) throws InterruptedException {
    long nanos = time.toNanos();
    lock.lock();
    try {
      while (!closed && nanos > 0) {
        nanos = until.awaitNanos(nanos);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }
}
