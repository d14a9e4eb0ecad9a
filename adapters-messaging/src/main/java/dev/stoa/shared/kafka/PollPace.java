package dev.stoa.shared.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets messages of a busy stream come together: what a fetch costs the brokers and this process is
 * the same for one message and for many. A stream that is not busy never waits. Of one thread.
 */
final class PollPace {
  /** In a busy stream, polls that found something are so far apart at least. */
  private static final long APART_NANOS = Duration.ofMillis(10).toNanos();

  /** So many polls in a row, one soon after the other, make a stream busy. */
  private static final int BUSY = 8;

  private final CountDownLatch closing;
  private long foundAt = System.nanoTime();
  private int inARow;

  /**
   * The pace of one stream.
   *
   * @param closing ends every wait
   */
  PollPace(CountDownLatch closing) {
    this.closing = closing;
  }

  /** To be called between a poll that has found something, and was dealt with, and the next. */
  void found() throws InterruptedException {
    long now = System.nanoTime();
    inARow = now - foundAt < 2 * APART_NANOS ? inARow + 1 : 0;
    long rest = foundAt + APART_NANOS - now;
    foundAt = now;
    if (inARow >= BUSY && rest > 0) {
      closing.await(rest, TimeUnit.NANOSECONDS);
      foundAt = System.nanoTime();
    }
  }
}
