package dev.stoa.shared.delivery;

import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far a group has come in one stream (a log, a partition of a topic): the low-water mark of
 * what it has handled. Positions only grow; there may be gaps between them.
 *
 * <ul>
 *   <li>Everything before {@link #next} is handled or was of no interest.
 *   <li>After {@link #leave} no further event of the stream begins, and none is repeated; what runs
 *       ends, and still moves the mark.
 * </ul>
 */
public final class StreamMark {
  private final String stream;
  private final CountDownLatch left = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  // All below: guarded by the lock.
  private final TreeSet<Long> unhandled = new TreeSet<>();
  private long next;
  private int running;

  /**
   * A mark at the beginning of what is to be read.
   *
   * @param stream its name, for messages
   * @param next the first position that is not handled
   */
  public StreamMark(String stream, long next) {
    this.stream = stream;
    this.next = next;
  }

  /** The name of the stream. */
  public String stream() {
    return stream;
  }

  /** The first position that is not handled. */
  public long next() {
    lock.lock();
    try {
      return unhandled.isEmpty() ? next : unhandled.first();
    } finally {
      lock.unlock();
    }
  }

  /** The event at this position was read and is of no interest to the group. */
  public void skip(long position) {
    lock.lock();
    try {
      next = position + 1;
    } finally {
      lock.unlock();
    }
  }

  /** The stream is no longer this reader's: nothing of it begins any more. */
  public void leave() {
    lock.lock();
    try {
      left.countDown();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until no reaction to an event of this stream runs.
   *
   * @return false when one still ran at the end of the limit
   */
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (running > 0) {
        if (nanos <= 0) {
          return false;
        }
        nanos = idle.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  void open(long position) {
    lock.lock();
    try {
      next = position + 1;
      unhandled.add(position);
    } finally {
      lock.unlock();
    }
  }

  /** Whether an event may begin; {@link #end} must follow when it may. */
  boolean begin() {
    lock.lock();
    try {
      if (left.getCount() == 0) {
        return false;
      }
      running++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void end(long position, boolean handled) {
    lock.lock();
    try {
      if (handled) {
        unhandled.remove(position);
      }
      running--;
      if (running == 0) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits; true as soon as the stream is left. */
  boolean leftWithin(Duration pause) throws InterruptedException {
    return left.await(pause.toNanos(), TimeUnit.NANOSECONDS);
  }
}
