package dev.stoa.bootstrap;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that holds files open, to be closed in the reverse order of its opening. */
final class Stores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Set<AutoCloseable> known = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Notes that this was opened; noting it twice is the same. */
  synchronized void opened(AutoCloseable store) {
    if (known.add(store)) {
      open.push(store);
    }
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
