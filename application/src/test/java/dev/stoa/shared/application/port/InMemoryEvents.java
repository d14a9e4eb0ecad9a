package dev.stoa.shared.application.port;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.events.PublishedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Carries events from stores in memory to the reactions of all contexts, in the calling thread. The
 * events of a store reach each group in the order in which they were committed.
 *
 * <p>It delivers when it is told to, so whoever embeds a purchase decides when the others hear of
 * it. A reaction that throws stops the delivery; the next call begins with the same event, so
 * reactions may get an event twice, as they may from any other delivery.
 */
public final class InMemoryEvents {
  private final List<Outlet> outlets = new ArrayList<>();
  private final List<Subscription> subscriptions = new ArrayList<>();

  private static final class Outlet {
    private final Supplier<List<PublishedEvent>> committed;
    private int delivered;

    private Outlet(Supplier<List<PublishedEvent>> committed) {
      this.committed = committed;
    }
  }

  /** Without a store and without a reaction. */
  public InMemoryEvents() {}

  /**
   * Adds a store.
   *
   * @param committed all events of the store so far, the oldest first
   */
  public synchronized InMemoryEvents from(Supplier<List<PublishedEvent>> committed) {
    outlets.add(new Outlet(committed));
    return this;
  }

  /** Adds groups of reactions, which get every event of every store. */
  public synchronized InMemoryEvents to(List<Subscription> groups) {
    subscriptions.addAll(groups);
    return this;
  }

  /**
   * Delivers until nothing is left, what the reactions commit meanwhile included.
   *
   * @return how many events were delivered
   */
  public synchronized int deliverAll() {
    int all = 0;
    int round;
    do {
      round = 0;
      for (Outlet outlet : outlets) {
        List<PublishedEvent> committed = outlet.committed.get();
        while (outlet.delivered < committed.size()) {
          PublishedEvent event = committed.get(outlet.delivered);
          subscriptions.forEach(subscription -> subscription.deliver(event));
          outlet.delivered++;
          round++;
        }
      }
      all += round;
    } while (round > 0);
    return all;
  }
}
