package dev.stoa.bootstrap;

import dev.stoa.shared.inprocess.EventPump;
import dev.stoa.shared.inprocess.TaskScheduler;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;

/** What the process does by itself: reactions to events and recurring tasks. */
final class Reactions implements AutoCloseable {
  private final EventPump pump;
  private final TaskScheduler scheduler;
  private final MeterRegistry registry;

  Reactions(EventPump pump, TaskScheduler scheduler, MeterRegistry registry) {
    this.pump = pump;
    this.scheduler = scheduler;
    this.registry = registry;
  }

  /** Begins; returns this. */
  Reactions start() {
    pump.start();
    scheduler.start();
    for (EventPump.GroupState group : pump.states()) {
      measure(group.group());
    }
    for (String task : scheduler.failures().keySet()) {
      FunctionCounter.builder(
              "stoa.task.failures",
              scheduler,
              s -> s.failures().getOrDefault(task, 0L).doubleValue())
          .tag("task", task)
          .register(registry);
    }
    return this;
  }

  @Override
  public void close() {
    scheduler.close();
    pump.close();
  }

  private void measure(String group) {
    Gauge.builder("stoa.events.lag", pump, p -> of(p, group, EventPump.GroupState::lag))
        .description("Events of the log that the group has not handled")
        .tag("group", group)
        .register(registry);
    Gauge.builder("stoa.events.in.flight", pump, p -> of(p, group, s -> s.inFlight()))
        .tag("group", group)
        .register(registry);
    FunctionCounter.builder(
            "stoa.events.retries", pump, p -> of(p, group, EventPump.GroupState::retries))
        .tag("group", group)
        .register(registry);
    FunctionCounter.builder(
            "stoa.events.dead.letters", pump, p -> of(p, group, EventPump.GroupState::deadLetters))
        .tag("group", group)
        .register(registry);
  }

  private static double of(
      EventPump pump, String group, ToLongFunction<EventPump.GroupState> figure) {
    return pump.states().stream()
        .filter(state -> state.group().equals(group))
        .mapToLong(figure)
        .sum();
  }
}
