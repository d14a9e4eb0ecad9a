package dev.stoa.shared.document;

import dev.stoa.shared.application.UnreadableState;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a store was found unreadable of late. One damaged row poisons only itself: whoever reads
 * many goes on with the others, and the damaged one is named here, in the log and by the readiness,
 * which is degraded until it is not found any more for a while. At most a hundred are remembered.
 */
public final class Damage {
  private static final Logger LOG = LoggerFactory.getLogger(Damage.class);
  private static final int REMEMBERED = 100;
  private static final int NAMED = 3;
  private static final long FORGOTTEN_AFTER = Duration.ofMinutes(10).toNanos();

  private final LongSupplier nanos;
  // Guarded by this: when each was found last, the longest ago first.
  private final Map<String, Long> found = new LinkedHashMap<>();

  public Damage() {
    this(System::nanoTime);
  }

  /**
   * With a clock of the caller's choice.
   *
   * @param nanos tells the time in nanoseconds since some moment
   */
  public Damage(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Reads one thing.
   *
   * @param what its name
   * @throws UnreadableState when the reading fails, in whatever way; it is remembered
   */
  public <T> T reading(String what, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (UnreadableState e) {
      remember(e);
      throw e;
    } catch (RuntimeException e) {
      UnreadableState unreadable = new UnreadableState(what, e);
      remember(unreadable);
      throw unreadable;
    }
  }

  /** Reads one of many: empty when it is damaged, which is remembered. */
  public <T> Optional<T> readable(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (UnreadableState e) {
      remember(e);
      return Optional.empty();
    }
  }

  /** What is damaged, in a sentence; empty when nothing was found so of late. */
  public synchronized Optional<String> problem() {
    forget();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String names = String.join(", ", found.keySet().stream().limit(NAMED).toList());
    return Optional.of(
        found.size() <= NAMED
            ? "unreadable: " + names
            : "%d unreadable, among them %s".formatted(found.size(), names));
  }

  private synchronized void remember(UnreadableState damaged) {
    forget();
    if (found.remove(damaged.what()) == null) {
      LOG.error("damaged state, to be mended or removed: {}", damaged.getMessage(), damaged);
    }
    found.put(damaged.what(), nanos.getAsLong());
    if (found.size() > REMEMBERED) {
      Iterator<String> oldest = found.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private void forget() {
    long now = nanos.getAsLong();
    found.values().removeIf(since -> now - since > FORGOTTEN_AFTER);
  }
}
