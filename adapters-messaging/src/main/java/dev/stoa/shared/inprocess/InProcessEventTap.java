package dev.stoa.shared.inprocess;

import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.EventTap;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.events.PublishedEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the event log from its end for all who listen. It begins with the first of them, and keeps
 * no place.
 */
final class InProcessEventTap implements EventTap, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessEventTap.class);
  private static final int BATCH = 256;

  private final EventLog log;
  private final List<Ear> ears = new CopyOnWriteArrayList<>();
  private final Semaphore signal = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread reader;

  InProcessEventTap(EventLog log) {
    this.log = log;
  }

  @Override
  public synchronized Listening listen(
      Set<? extends Class<? extends PublishedEvent>> types,
      Consumer<? super PublishedEvent> listener) {
    Ear ear = new Ear(Set.copyOf(types), listener, log.lastPosition());
    ears.add(ear);
    if (reader == null) {
      long from = ear.after;
      log.onAppend(signal::release);
      signal.release(); // for what was appended between the two lines above
      reader = Thread.ofVirtual().name("stoa-event-tap").start(() -> read(from));
    }
    return () -> ears.remove(ear);
  }

  @Override
  public void close() {
    Thread reading;
    synchronized (this) {
      closing.countDown();
      reading = reader;
    }
    signal.release();
    if (reading != null) {
      try {
        reading.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void read(long from) {
    long position = from;
    try {
      while (true) {
        signal.acquire();
        signal.drainPermits();
        if (isClosing()) {
          return;
        }
        try {
          position = readFrom(position);
        } catch (RuntimeException e) {
          LOG.warn("cannot read the event log for those who listen", e);
          if (closing.await(1, TimeUnit.SECONDS)) {
            return;
          }
          signal.release();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long readFrom(long from) {
    long position = from;
    while (!isClosing()) {
      List<LoggedEvent> batch = log.after(position, BATCH);
      for (LoggedEvent event : batch) {
        position = event.position();
        tell(event);
      }
      if (batch.isEmpty()) {
        return position;
      }
    }
    return position;
  }

  private void tell(LoggedEvent event) {
    PublishedEvent readable = event.event();
    if (readable == null) {
      return;
    }
    for (Ear ear : ears) {
      if (event.position() > ear.after && ear.types.contains(readable.getClass())) {
        try {
          ear.listener.accept(readable);
        } catch (RuntimeException e) {
          LOG.error("a listener failed to hear event {} ({})", event.position(), event.type(), e);
        }
      }
    }
  }

  private record Ear(
      Set<Class<? extends PublishedEvent>> types,
      Consumer<? super PublishedEvent> listener,
      long after) {}
}
