package dev.stoa.shared.inprocess;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetters;
import dev.stoa.shared.application.port.EventDelivery;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.SubscriberOffsets;
import dev.stoa.shared.events.EventTypes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the events of the log to the groups of reactions.
 *
 * <p>Every group reads the log on its own from the offset it stored. Events of one subject are
 * handled one after the other, those of different subjects at the same time, each on a virtual
 * thread. A reaction that fails is repeated after growing pauses, during which only its own subject
 * waits; then the event becomes a dead letter. The stored offset of a group is the position up to
 * which everything is handled: after a crash some events are handled again, none is left out.
 */
public final class EventPump implements EventDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(EventPump.class);

  private final List<GroupPump> groups;
  private final SubscriberOffsets offsets;
  private final PumpOptions options;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Long> stored = new HashMap<>();
  private @Nullable Thread keeper;

  public EventPump(
      EventLog log,
      SubscriberOffsets offsets,
      DeadLetters deadLetters,
      Collection<Subscription> subscriptions,
      EventTypes types,
      InstantSource clock,
      PumpOptions options) {
    this.offsets = offsets;
    this.options = options;
    Map<String, Subscription> byGroup = new HashMap<>();
    for (Subscription subscription : subscriptions) {
      if (byGroup.put(subscription.group(), subscription) != null) {
        throw new IllegalArgumentException(
            "two subscriptions of the group " + subscription.group());
      }
    }
    groups =
        byGroup.values().stream()
            .map(s -> new GroupPump(s, types, log, deadLetters, clock, options, closing))
            .toList();
    log.onAppend(() -> groups.forEach(GroupPump::signal));
  }

  @Override
  public synchronized void start() {
    if (keeper != null) {
      throw new IllegalStateException("the pump is started once");
    }
    retireRemovedGroups();
    for (GroupPump group : groups) {
      long position = offsets.of(group.name());
      stored.put(group.name(), position);
    }
    // A group that never handled anything has a row too: what it has not seen is not deleted.
    offsets.store(stored);
    groups.forEach(group -> group.start(stored.getOrDefault(group.name(), 0L)));
    keeper = Thread.ofVirtual().name("stoa-pump-offsets").start(this::keepOffsets);
  }

  /**
   * This process runs all groups there are. What another version had and this one has not reads no
   * more, and must not keep the log from being pruned; should it come back, it begins with the
   * first event that is kept.
   */
  private void retireRemovedGroups() {
    offsets
        .retireOthers(groups.stream().map(GroupPump::name).collect(Collectors.toSet()))
        .forEach((group, position) ->
            LOG.warn(
                "the group {} is not in this version: its offset {} is removed, and events wait for it"
                    + " no longer",
                group,
                position));
  }

  /** Whether groups move: it was started. */
  synchronized boolean isPumping() {
    return keeper != null;
  }

  @Override
  public List<GroupState> states() {
    return groups.stream().map(GroupPump::state).toList();
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      running = keeper;
      closing.countDown();
    }
    groups.forEach(GroupPump::leave);
    groups.forEach(GroupPump::awaitEnd);
    if (running != null) {
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      storeOffsets();
    }
  }

  private void keepOffsets() {
    try {
      while (!closing.await(options.storeInterval().toMillis(), TimeUnit.MILLISECONDS)) {
        storeOffsets();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void storeOffsets() {
    Map<String, Long> moved = new HashMap<>();
    for (GroupPump group : groups) {
      long position = group.handledUpTo();
      if (position > stored.getOrDefault(group.name(), 0L)) {
        moved.put(group.name(), position);
      }
    }
    if (moved.isEmpty()) {
      return;
    }
    try {
      offsets.store(moved);
      stored.putAll(moved);
    } catch (RuntimeException e) {
      // Nothing is lost: the next round stores at least these positions.
      LOG.warn("cannot store the offsets of {}", moved.keySet(), e);
    }
  }
}
