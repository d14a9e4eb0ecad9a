package dev.stoa.shared.application;

import java.util.List;

/**
 * A context as one plain object: its use cases are its public fields, its ports the constructor's
 * argument. Whoever runs a context - the shop, the simulator, a test, a program that embeds it -
 * makes this object and has all of it; nobody puts use cases together anywhere else.
 *
 * <p>What it does by itself is here: who runs it delivers to its {@link #subscriptions()} and runs
 * its {@link #tasks()}.
 */
public interface BoundedContext {
  /** The groups of its reactions to events, in a fixed order. */
  List<Subscription> subscriptions();

  /** What it has to do now and then. */
  default List<ScheduledTask> tasks() {
    return List.of();
  }
}
