package dev.stoa.shared.inprocess;

import dev.stoa.shared.application.ScheduledTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the recurring tasks, each on a virtual thread of its own: the first time at once, then with
 * its pause after each run, so that a task never runs beside itself.
 */
public final class TaskScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskScheduler.class);

  private final List<ScheduledTask> tasks;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public TaskScheduler(Collection<ScheduledTask> tasks) {
    this.tasks = List.copyOf(tasks);
    this.tasks.forEach(task -> failures.put(task.name(), new AtomicLong()));
  }

  public synchronized void start() {
    for (ScheduledTask task : tasks) {
      threads.add(Thread.ofVirtual().name("stoa-task-" + task.name()).start(() -> repeat(task)));
    }
  }

  /** How often each task has failed since the start. */
  public Map<String, Long> failures() {
    Map<String, Long> counts = new ConcurrentHashMap<>();
    failures.forEach((name, count) -> counts.put(name, count.get()));
    return counts;
  }

  /** Waits for the tasks that run; starts no further. */
  @Override
  public synchronized void close() {
    closing.countDown();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void repeat(ScheduledTask task) {
    try {
      do {
        run(task);
      } while (!closing.await(task.interval().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(ScheduledTask task) {
    try {
      task.task().run();
    } catch (RuntimeException | Error e) {
      AtomicLong count = failures.get(task.name());
      if (count != null) {
        count.incrementAndGet();
      }
      LOG.error("the task {} failed; it runs again in {}", task.name(), task.interval(), e);
    }
  }
}
