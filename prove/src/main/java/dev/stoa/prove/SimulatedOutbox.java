package dev.stoa.prove;

import dev.stoa.shared.application.port.Outbox;
import dev.stoa.shared.application.port.PendingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Committed events that are not yet known to be published, kept with their aggregates. */
final class SimulatedOutbox implements Outbox {
  private final String name;
  private final Gate gate;
  private final Map<String, List<Commit>> pending = new LinkedHashMap<>();
  private Consumer<List<PendingEvent>> relay = events -> {};
  private @Nullable String fresh;

  private record Commit(Instant at, List<PendingEvent> events) {}

  SimulatedOutbox(String name, Gate gate) {
    this.name = name;
    this.gate = gate;
  }

  /** Keeps the events of a commit; called inside of it. */
  void commit(List<Message> messages, Instant now) {
    List<PendingEvent> events = new ArrayList<>(messages.size());
    for (Message message : messages) {
      events.add(
          new PendingEvent(
              message.aggregate(),
              message.id(),
              message.type().name(),
              message.event().subject(),
              message.event().occurredAt(),
              message.data()));
    }
    String aggregate = messages.getFirst().aggregate();
    pending.computeIfAbsent(aggregate, a -> new ArrayList<>()).add(new Commit(now, events));
    fresh = aggregate;
  }

  /** Hands to the relay what was just committed, if anything was. */
  void handOver() {
    if (fresh != null) {
      List<PendingEvent> events = of(fresh);
      fresh = null;
      relay.accept(events);
    }
  }

  /** Who committed is gone and hands nothing over. */
  void forgetHandOver() {
    fresh = null;
  }

  /** When the oldest pending event was committed; null when there is none. */
  @Nullable Instant oldest() {
    Instant oldest = null;
    for (List<Commit> commits : pending.values()) {
      Instant first = commits.getFirst().at();
      oldest = oldest == null || first.isBefore(oldest) ? first : oldest;
    }
    return oldest;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void onCommit(Consumer<List<PendingEvent>> next) {
    relay = next;
  }

  @Override
  public List<PendingEvent> left(Instant before, int limit) {
    return gate.read(
        "outbox.left",
        name,
        () -> {
          List<PendingEvent> found = new ArrayList<>();
          for (List<Commit> commits : pending.values()) {
            for (Commit commit : commits) {
              if (commit.at().isBefore(before) && found.size() < limit) {
                found.addAll(commit.events());
              }
            }
          }
          return found;
        });
  }

  @Override
  public void published(Collection<PendingEvent> events) {
    gate.write(
        "outbox.published",
        name,
        () -> {
          Set<UUID> ids = new HashSet<>();
          events.forEach(event -> ids.add(event.id()));
          for (PendingEvent event : events) {
            List<Commit> commits = pending.get(event.origin());
            if (commits != null) {
              commits.replaceAll(commit ->
                  new Commit(
                      commit.at(),
                      commit.events().stream().filter(e -> !ids.contains(e.id())).toList()));
              commits.removeIf(commit -> commit.events().isEmpty());
              if (commits.isEmpty()) {
                pending.remove(event.origin());
              }
            }
          }
          return events.size();
        });
  }

  private List<PendingEvent> of(String aggregate) {
    List<PendingEvent> all = new ArrayList<>();
    for (Commit commit : pending.getOrDefault(aggregate, List.of())) {
      all.addAll(commit.events());
    }
    return all;
  }
}
