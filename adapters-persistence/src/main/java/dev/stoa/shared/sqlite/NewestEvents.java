package dev.stoa.shared.sqlite;

import dev.stoa.shared.application.port.LoggedEvent;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest events that were read, at most so many and at most so many bytes of them. Reading
 * takes no lock. When there are too many bytes, the oldest go first: whoever is behind reads them
 * from the database.
 */
final class NewestEvents {
  private final int capacity;
  private final long mostBytes;
  private final AtomicReferenceArray<@Nullable LoggedEvent> slots;
  // Both guarded by this: what all slots weigh, and a position below which no slot holds an event.
  private long bytes;
  private long oldest;

  NewestEvents(int capacity, long mostBytes) {
    this.capacity = capacity;
    this.mostBytes = mostBytes;
    this.slots = new AtomicReferenceArray<>(capacity);
  }

  /** The event at this position; null when it is not kept. */
  @Nullable LoggedEvent at(long position) {
    LoggedEvent event = slots.get(slot(position));
    return event != null && event.position() == position ? event : null;
  }

  /** Keeps the event, unless a newer one has its place or it alone is too heavy. */
  synchronized void add(LoggedEvent event) {
    LoggedEvent there = slots.get(slot(event.position()));
    if (event.weight() > mostBytes || (there != null && there.position() >= event.position())) {
      return;
    }
    if (there != null) {
      bytes -= there.weight();
    }
    slots.set(slot(event.position()), event);
    oldest = bytes == 0 ? event.position() : Math.min(oldest, event.position());
    bytes += event.weight();
    while (bytes > mostBytes) {
      forgetOldest();
    }
  }

  /** What the kept events weigh together. */
  synchronized long bytes() {
    return bytes;
  }

  private void forgetOldest() {
    LoggedEvent event = at(oldest);
    if (event != null) {
      slots.set(slot(oldest), null);
      bytes -= event.weight();
    }
    oldest++;
  }

  private int slot(long position) {
    return (int) (position % capacity);
  }
}
