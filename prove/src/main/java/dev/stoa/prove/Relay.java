package dev.stoa.prove;

import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import java.util.List;

/**
 * Publishes committed events and clears them: in a process of its own rhythm, right after each
 * commit, and again by the sweeper for what was left behind.
 */
class Relay {
  private final World world;

  Relay(World world) {
    this.world = world;
  }

  /** Publishes events in their order, and stops at the first that the broker does not take. */
  void publish(Outbox outbox, List<PendingEvent> events) {
    for (PendingEvent event : events) {
      if (!send(event)) {
        return;
      }
    }
    clear(outbox, events);
  }

  /** Publishes one event; false when it is not known to be published. */
  final boolean send(PendingEvent event) {
    Faults faults = world.faults();
    world.scheduler().current().requireAlive();
    world.scheduler().pause();
    world.scheduler().current().requireAlive();
    if (faults.happens(Fault.CRASH_BEFORE_PUBLISH)) {
      world.crash();
    }
    if (faults.happens(Fault.BROKER_AWAY)) {
      world.trace().fault("the broker cannot be reached");
      return false;
    }
    world.broker().append(world.message(event));
    if (faults.happens(Fault.CRASH_AFTER_PUBLISH)) {
      world.crash();
    }
    if (faults.happens(Fault.BROKER_ANSWER_LOST)) {
      world.trace().fault("the answer of the broker is lost");
      return false;
    }
    return true;
  }

  /** Clears what was published; what cannot be cleared now, the sweeper finds. */
  final void clear(Outbox outbox, List<PendingEvent> events) {
    try {
      outbox.published(events);
    } catch (StoreUnavailable away) {
      world.trace().say("cannot clear the outbox now");
    }
  }
}
