package dev.stoa.shared.application;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store whether it takes a write, by making one: a store that can be read only is not ready.
 *
 * <ul>
 *   <li>However often it is asked, it writes at most once a second, and one write at a time;
 *       between two of them it says what the last one told.
 *   <li>A write that takes longer than two seconds is a problem, until it has ended.
 * </ul>
 */
public final class WriteProbe implements Supplier<Optional<String>> {
  private static final long GOOD_FOR = Duration.ofSeconds(1).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String store;
  private final Runnable write;
  private final LongSupplier nanos;
  // Both guarded by this.
  private @Nullable CompletableFuture<Optional<String>> newest;
  private long begun;

  /**
   * A probe of one store.
   *
   * @param store its name, as an operator knows it
   * @param write makes a small write and returns when it is durable; throws when it is not
   * @param nanos a clock that only tells how much time has passed: {@code System::nanoTime}
   */
  public WriteProbe(String store, Runnable write, LongSupplier nanos) {
    this.store = store;
    this.write = write;
    this.nanos = nanos;
  }

  @Override
  public Optional<String> get() {
    try {
      return current().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.of(store + " has not taken a write for " + PATIENCE.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      return Optional.of(store + " takes no writes");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while asking " + store);
    }
  }

  private synchronized CompletableFuture<Optional<String>> current() {
    CompletableFuture<Optional<String>> last = newest;
    long now = nanos.getAsLong();
    if (last != null && (!last.isDone() || now - begun < GOOD_FOR)) {
      return last;
    }
    CompletableFuture<Optional<String>> next = new CompletableFuture<>();
    begun = now;
    newest = next;
    Thread.ofVirtual().name("stoa-write-probe").start(() -> probe(next));
    return next;
  }

  private void probe(CompletableFuture<Optional<String>> answer) {
    try {
      write.run();
      answer.complete(Optional.empty());
    } catch (RuntimeException | Error e) {
      // The cause names files and addresses, and anybody may ask whether a process is ready.
      answer.complete(Optional.of(store + " takes no writes"));
    }
  }
}
