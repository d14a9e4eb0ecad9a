package dev.stoa.catalog.mongo;

import dev.stoa.shared.domain.Sku;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets the threads of this process change one SKU one after another, so that they do not spend
 * their conditional writes on refusing each other. It is a courtesy, not what makes a change exact:
 * other processes know nothing of it, and who has waited long enough goes ahead without it.
 */
final class SkuLocks {
  private static final int STRIPES = 256;

  /** As long as an operation may take before its server counts as away. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ReentrantLock[] stripes =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

  <R> R locked(Sku sku, Supplier<R> task) {
    ReentrantLock lock = stripes[spread(sku.hashCode())];
    boolean mine = acquired(lock);
    try {
      return task.get();
    } finally {
      if (mine) {
        lock.unlock();
      }
    }
  }

  private static boolean acquired(ReentrantLock lock) {
    try {
      return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // The driver will see it and end the operation.
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** SKUs of one product differ in their last letters only: the high bits must count too. */
  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed >>> 24;
  }
}
