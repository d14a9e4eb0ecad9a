package dev.stoa.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs what it is given at once and on the caller's thread: whoever would start threads of his own
 * stays under the scheduler. A crash goes through.
 */
final class InTurn extends AbstractExecutorService {
  private boolean closed;

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public Future<?> submit(Runnable task) {
    try {
      task.run();
      return CompletableFuture.completedFuture(true);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  @Override
  public void shutdown() {
    closed = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    closed = true;
    return new ArrayList<>();
  }

  @Override
  public boolean isShutdown() {
    return closed;
  }

  @Override
  public boolean isTerminated() {
    return closed;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return closed;
  }
}
