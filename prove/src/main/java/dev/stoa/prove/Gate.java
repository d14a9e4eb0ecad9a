package dev.stoa.prove;

import java.util.function.Supplier;

/**
 * Through which every call of a port goes. A call has one moment at which it takes effect, all at
 * once; before and after it others may run, and the world may fail.
 */
interface Gate {
  /**
   * Reads.
   *
   * @param call what is called, such as {@code orders.find}
   * @param about the id it is called with
   */
  <T> T read(String call, Object about, Supplier<T> effect);

  /** Writes, all or nothing. */
  <T> T write(String call, Object about, Supplier<T> effect);

  /** Whether a list that is read now may be a little older than the store. */
  boolean stale();

  /** A gate for tests of a store by itself: calls of many threads take effect one by one. */
  static Gate open() {
    return new Gate() {
      @Override
      public synchronized <T> T read(String call, Object about, Supplier<T> effect) {
        return effect.get();
      }

      @Override
      public synchronized <T> T write(String call, Object about, Supplier<T> effect) {
        return effect.get();
      }

      @Override
      public boolean stale() {
        return false;
      }
    };
  }
}
