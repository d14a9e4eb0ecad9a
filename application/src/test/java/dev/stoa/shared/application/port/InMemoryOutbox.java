package dev.stoa.shared.application.port;

import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.Derivation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An outbox for tests of what empties it. Several relays may listen, as several processes do. */
public final class InMemoryOutbox implements Outbox {
  private final String name;
  private final InstantSource clock;
  private final List<Consumer<List<PendingEvent>>> relays = new CopyOnWriteArrayList<>();
  private final AtomicBoolean away = new AtomicBoolean();
  // Guarded by itself: aggregate to its commits, oldest first.
  private final Map<String, List<Commit>> pending = new LinkedHashMap<>();

  private record Commit(Instant at, List<PendingEvent> events) {}

  public InMemoryOutbox(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
  }

  /** One commit of an aggregate that raises events of one type, one for each data. */
  public void commit(String aggregate, String type, String subject, List<String> data) {
    List<PendingEvent> raised = new ArrayList<>();
    Instant now = clock.instant();
    for (String json : data) {
      UUID id = Derivation.of("outbox-event", 1).with(name).with(aggregate).with(json).id();
      raised.add(new PendingEvent(aggregate, id, type, subject, now, json));
    }
    List<PendingEvent> all;
    synchronized (pending) {
      List<Commit> commits = pending.computeIfAbsent(aggregate, a -> new ArrayList<>());
      commits.add(new Commit(now, List.copyOf(raised)));
      all = commits.stream().flatMap(commit -> commit.events().stream()).toList();
    }
    relays.forEach(relay -> relay.accept(all));
  }

  /** From now on the store cannot be reached, or can again; commits still can be made. */
  public void away(boolean isAway) {
    away.set(isAway);
  }

  /** What is pending, of all aggregates. */
  public List<PendingEvent> pending() {
    synchronized (pending) {
      return pending.values().stream()
          .flatMap(List::stream)
          .flatMap(commit -> commit.events().stream())
          .toList();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void onCommit(Consumer<List<PendingEvent>> relay) {
    relays.add(relay);
  }

  @Override
  public List<PendingEvent> left(Instant before, int limit) {
    requireThere();
    List<PendingEvent> found = new ArrayList<>();
    synchronized (pending) {
      for (List<Commit> commits : pending.values()) {
        for (Commit commit : commits) {
          if (commit.at().isBefore(before) && found.size() < limit) {
            found.addAll(commit.events());
          }
        }
      }
    }
    return found;
  }

  @Override
  public void published(Collection<PendingEvent> events) {
    requireThere();
    Set<UUID> ids = new HashSet<>();
    events.forEach(event -> ids.add(event.id()));
    synchronized (pending) {
      for (List<Commit> commits : pending.values()) {
        commits.replaceAll(commit ->
            new Commit(
                commit.at(),
                commit.events().stream().filter(event -> !ids.contains(event.id())).toList()));
        commits.removeIf(commit -> commit.events().isEmpty());
      }
      pending.values().removeIf(List::isEmpty);
    }
  }

  private void requireThere() {
    if (away.get()) {
      throw new StoreUnavailable("the store is away", new IllegalStateException("by the test"));
    }
  }
}
