package dev.stoa.bootstrap;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that holds files open, to be closed in the reverse order of its opening. */
final class Stores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Notes that this was opened; returns it. */
  synchronized <T extends AutoCloseable> T opened(T store) {
    open.push(store);
    return store;
  }

  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      AutoCloseable next = open.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", next.getClass().getSimpleName(), e);
      }
    }
  }
}
