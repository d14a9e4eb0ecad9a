package dev.stoa.identity.application.port;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets several do something at the same time. */
public final class Race {
  private Race() {}

  /** What came of each: its value, or what it threw. */
  public static List<Object> of(List<? extends Callable<?>> runners) {
    CyclicBarrier start = new CyclicBarrier(runners.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Object>> running = new ArrayList<>();
      for (Callable<?> runner : runners) {
        running.add(
            threads.submit(() -> {
              start.await();
              return runner.call();
            }));
      }
      List<Object> outcomes = new ArrayList<>();
      for (Future<Object> future : running) {
        try {
          outcomes.add(future.get());
        } catch (ExecutionException e) {
          outcomes.add(e.getCause());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
      }
      return outcomes;
    }
  }

  /** The same several times. */
  public static List<Object> of(int times, Callable<?> runner) {
    return of(java.util.Collections.nCopies(times, runner));
  }
}
