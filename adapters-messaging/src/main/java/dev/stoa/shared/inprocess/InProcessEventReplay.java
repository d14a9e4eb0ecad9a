package dev.stoa.shared.inprocess;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.EventLog;
import dev.stoa.shared.application.port.EventReplay;
import dev.stoa.shared.application.port.LoggedEvent;
import dev.stoa.shared.application.port.SubscriberOffsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Sets back the offsets of groups in the event log, as long as the pump of this process rests. */
final class InProcessEventReplay implements EventReplay {
  private static final int BATCH = 1_000;

  private final EventLog log;
  private final SubscriberOffsets offsets;
  private final Set<String> groups;
  private final BooleanSupplier pumps;

  /**
   * The replay of one process.
   *
   * @param pumps whether events are brought to the groups now; no other process can do so
   */
  InProcessEventReplay(
      EventLog log,
      SubscriberOffsets offsets,
      Collection<Subscription> subscriptions,
      BooleanSupplier pumps) {
    this.log = log;
    this.offsets = offsets;
    this.groups =
        subscriptions.stream()
            .map(Subscription::group)
            .collect(Collectors.toCollection(TreeSet::new));
    this.pumps = pumps;
  }

  @Override
  public List<Group> groups() {
    long last = log.lastPosition();
    return groups.stream()
        .map(group -> new Group(group, Math.max(0, last - offsets.of(group)), pumps.getAsBoolean()))
        .toList();
  }

  @Override
  public Result replay(Set<String> wanted, Instant from) {
    Set<String> unknown = new TreeSet<>(wanted);
    unknown.removeAll(groups);
    if (!unknown.isEmpty()) {
      return new Result.UnknownGroups(unknown);
    }
    if (pumps.getAsBoolean()) {
      return new Result.StillRead(new TreeSet<>(wanted));
    }
    long first = firstOf(from);
    Map<String, Long> moved = new HashMap<>();
    Map<String, Long> again = new TreeMap<>();
    for (String group : wanted) {
      long position = offsets.of(group);
      long back = Math.min(position, first - 1);
      again.put(group, position - back);
      if (back < position) {
        moved.put(group, back);
      }
    }
    if (!moved.isEmpty()) {
      offsets.store(moved);
    }
    return new Result.Replayed(again);
  }

  /** The position of the first event that is kept and not older. */
  private long firstOf(Instant from) {
    long position = 0;
    while (true) {
      List<LoggedEvent> batch = log.after(position, BATCH);
      if (batch.isEmpty()) {
        return position + 1;
      }
      for (LoggedEvent event : batch) {
        // One that cannot be read tells no time: the one after it does.
        if (from.equals(Instant.EPOCH)
            || event.readable().filter(e -> !e.occurredAt().isBefore(from)).isPresent()) {
          return event.position();
        }
        position = event.position();
      }
    }
  }
}
