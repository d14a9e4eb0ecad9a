package dev.stoa.bootstrap;

import dev.stoa.shared.application.port.EventDelivery;
import dev.stoa.shared.inprocess.TaskScheduler;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What the process does by itself: reactions to events and recurring tasks. */
final class Reactions implements AutoCloseable {
  private final EventDelivery delivery;
  private final TaskScheduler scheduler;
  private final MeterRegistry registry;
  private final Set<MeterBinder> meters;

  Reactions(
      EventDelivery delivery,
      TaskScheduler scheduler,
      MeterRegistry registry,
      Set<MeterBinder> meters) {
    this.delivery = delivery;
    this.scheduler = scheduler;
    this.registry = registry;
    this.meters = Set.copyOf(meters);
  }

  /** Begins; returns this. */
  Reactions start() {
    delivery.start();
    scheduler.start();
    for (EventDelivery.GroupState group : delivery.states()) {
      measure(group.group());
    }
    meters.forEach(meter -> meter.bindTo(registry));
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
    delivery.close();
  }

  private void measure(String group) {
    Gauge.builder("stoa.events.lag", delivery, p -> of(p, group, EventDelivery.GroupState::lag))
        .description("Events of the log that the group has not handled")
        .tag("group", group)
        .register(registry);
    Gauge.builder("stoa.events.in.flight", delivery, p -> of(p, group, s -> s.inFlight()))
        .tag("group", group)
        .register(registry);
    FunctionCounter.builder(
            "stoa.events.retries", delivery, p -> of(p, group, EventDelivery.GroupState::retries))
        .tag("group", group)
        .register(registry);
    FunctionCounter.builder(
            "stoa.events.dead.letters",
            delivery,
            p -> of(p, group, EventDelivery.GroupState::deadLetters))
        .tag("group", group)
        .register(registry);
  }

  private static double of(
      EventDelivery delivery, String group, ToLongFunction<EventDelivery.GroupState> figure) {
    return delivery.states().stream()
        .filter(state -> state.group().equals(group))
        .mapToLong(figure)
        .sum();
  }
}
