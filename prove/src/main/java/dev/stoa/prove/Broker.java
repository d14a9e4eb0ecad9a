package dev.stoa.prove;

import dev.stoa.shared.application.Subscription;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.application.port.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings published events to the groups of reactions: at least once, in the order of their subject.
 * The events of one subject on their way to one group are a lane; a lane has a durable offset and,
 * at a time, one process that reads it, which may be one that does not yet know that another has
 * taken over.
 */
final class Broker {
  private static final long[] PAUSES = {100_000, 500_000, 2_000_000, 8_000_000};
  private static final long LONGEST_PAUSE = 5_000_000;

  /** A group that reads again more often than that, time and again, never gets anywhere. */
  private static final int MOST_REPLAYS = 100;

  private final World world;
  private final Chance chance;
  private final Manners manners;
  private final Map<String, @Nullable Lane[]> lanes = new LinkedHashMap<>();
  private final List<Lane> all = new ArrayList<>();
  private final List<Map<String, Integer>> highest = new ArrayList<>();
  private final List<String> outOfOrder = new ArrayList<>();
  private int published;
  private int redelivered;

  /** How a process deals with an event that it has read. */
  static class Manners {
    /** Runs the reaction. */
    void handle(Subscription group, Message message) {
      group.deliver(message.event());
    }

    /** Whether the offset is stored before the reaction is run. */
    boolean offsetFirst() {
      return false;
    }
  }

  private record Arrival(Message message, long visibleAt) {}

  /** The events of one subject on their way to one group. */
  private static final class Lane {
    private final int group;
    private final List<Arrival> arrivals = new ArrayList<>();
    private int committed;
    private int position;
    private int reader;
    private boolean running;
    private int attempts;
    private int replays;
    private @Nullable Instant firstFailure;
    private long retryAt;
    private @Nullable Node owner;
    private long timer = Long.MAX_VALUE;

    Lane(int group) {
      this.group = group;
    }

    /** Whoever reads it is not its reader any more; the next begins at the stored offset. */
    void leave() {
      reader++;
      running = false;
      position = committed;
      attempts = 0;
      retryAt = 0;
      owner = null;
    }
  }

  Broker(World world, Chance chance, Manners manners) {
    this.world = world;
    this.chance = chance;
    this.manners = manners;
    for (int group = 0; group < world.groups().size(); group++) {
      highest.add(new LinkedHashMap<>());
    }
  }

  /** Takes an event, durably; all groups that want it will get it. */
  void append(Message message) {
    published++;
    String subject = message.type().topic() + " " + message.event().subject();
    @Nullable Lane[] mine =
        lanes.computeIfAbsent(subject, s -> new @Nullable Lane[world.groups().size()]);
    long now = world.scheduler().now();
    for (int group = 0; group < mine.length; group++) {
      if (!message.isWantedBy(group)) {
        continue;
      }
      Lane lane = mine[group];
      if (lane == null) {
        lane = new Lane(group);
        mine[group] = lane;
        all.add(lane);
      }
      long visible = now + chance.below(3_000);
      if (world.faults().happens(Fault.DELAY)) {
        int seconds = world.faults().between(1, 10) > 8 ? 1_200 : 30;
        long late = world.faults().between(1, seconds) * 1_000_000L;
        world.faults().lost(late);
        visible = now + late;
        world.trace().fault(message + " reaches " + name(lane) + " late");
      }
      lane.arrivals.add(new Arrival(message, visible));
      pump(lane);
    }
  }

  /** How many events were published, repetitions included. */
  int published() {
    return published;
  }

  /** How many were delivered once more. */
  int redelivered() {
    return redelivered;
  }

  /** A sentence for each event that reached a reader before an earlier one of its aggregate. */
  List<String> outOfOrder() {
    return outOfOrder;
  }

  /** A process is gone: what it read begins again at the stored offset, somewhere. */
  void crashed(Node node) {
    for (Lane lane : all) {
      if (lane.owner == node) {
        lane.leave();
        pumpLater(lane);
      }
    }
  }

  /** A process is back. */
  void restarted() {
    all.forEach(this::pump);
  }

  private void pumpLater(Lane lane) {
    wake(lane, world.scheduler().now() + chance.between(100, 45_000) * 1_000L);
  }

  private void wake(Lane lane, long at) {
    if (at < lane.timer) {
      lane.timer = at;
      world
          .scheduler()
          .at(
              at,
              () -> {
                if (lane.timer <= world.scheduler().now()) {
                  lane.timer = Long.MAX_VALUE;
                }
                pump(lane);
              });
    }
  }

  private void pump(Lane lane) {
    if (lane.running || lane.position >= lane.arrivals.size()) {
      return;
    }
    if (lane.owner == null) {
      lane.owner = world.someNode(world.partOf(lane.group));
    }
    Node owner = lane.owner;
    if (owner == null) {
      return;
    }
    long due = Math.max(lane.arrivals.get(lane.position).visibleAt(), lane.retryAt);
    if (due > world.scheduler().now()) {
      wake(lane, due);
      return;
    }
    lane.running = true;
    int reader = lane.reader;
    world.scheduler().spawn(name(lane), owner, () -> read(lane, reader));
    if (world.isDistributed() && world.faults().happens(Fault.HANDED_OVER)) {
      long when = world.scheduler().now() + world.faults().between(1, 3_000) * 1_000L;
      world.scheduler().at(when, () -> handOver(lane, reader));
    }
  }

  private void handOver(Lane lane, int reader) {
    if (lane.reader == reader && lane.running) {
      world.trace().fault(name(lane) + " is handed over while it works");
      lane.leave();
      pump(lane);
    }
  }

  private void read(Lane lane, int reader) {
    while (lane.reader == reader && lane.position < lane.arrivals.size()) {
      Arrival arrival = lane.arrivals.get(lane.position);
      if (Math.max(arrival.visibleAt(), lane.retryAt) > world.scheduler().now()) {
        break;
      }
      if (manners.offsetFirst()) {
        lane.committed = lane.position + 1;
      }
      boolean done = deliver(lane, arrival.message());
      world.scheduler().current().requireAlive();
      if (lane.reader != reader) {
        return;
      }
      if (done) {
        next(lane);
      }
    }
    if (lane.reader == reader) {
      lane.running = false;
      pump(lane);
    }
  }

  private void next(Lane lane) {
    lane.position++;
    lane.attempts = 0;
    lane.firstFailure = null;
    lane.retryAt = 0;
    Faults faults = world.faults();
    if (faults.happens(Fault.OFFSET_LOST)) {
      world.crash();
    }
    if (!faults.areOn() || chance.percent(60)) {
      lane.committed = Math.max(lane.committed, lane.position);
    }
    if (lane.replays < MOST_REPLAYS && faults.happens(Fault.REPLAY)) {
      lane.replays++;
      lane.position = faults.between(0, lane.position);
      lane.committed = Math.min(lane.committed, lane.position);
      world.trace().fault(name(lane) + " reads again from " + lane.position);
    }
  }

  /** Whether the event is done with. */
  private boolean deliver(Lane lane, Message message) {
    Subscription group = world.groups().get(lane.group);
    watchOrder(lane, message);
    if (world.trace().isWanted()) {
      world.trace().say("handles " + message + " " + message.event().subject());
    }
    world.scheduler().current().begin(world.scheduler().now());
    try {
      manners.handle(group, message);
    } catch (RuntimeException failure) {
      world.scheduler().current().requireAlive();
      return failed(lane, message, failure);
    }
    world.scheduler().current().requireAlive();
    if (message.wasHandledBy(lane.group)) {
      redelivered++;
    }
    message.handled(lane.group);
    return true;
  }

  private boolean failed(Lane lane, Message message, RuntimeException failure) {
    lane.attempts++;
    Instant now = world.scheduler().instant();
    lane.firstFailure = lane.firstFailure == null ? now : lane.firstFailure;
    world.trace().say("  fails, attempt " + lane.attempts + ": " + failure);
    if (lane.attempts > PAUSES.length) {
      DeadLetter letter =
          DeadLetter.of(
              world.groups().get(lane.group).group(),
              new LoggedEvent(
                  message.number() + 1,
                  message.id(),
                  message.type().name(),
                  message.event().subject(),
                  message.data(),
                  message.event()),
              failure,
              lane.attempts,
              lane.firstFailure,
              now);
      try {
        world.deadLetters().put(letter);
        return true;
      } catch (RuntimeException again) {
        world.trace().say("  cannot be put aside");
      }
    }
    long pause = lane.attempts <= PAUSES.length ? PAUSES[lane.attempts - 1] : LONGEST_PAUSE;
    lane.retryAt = world.scheduler().now() + pause;
    return false;
  }

  private void watchOrder(Lane lane, Message message) {
    Map<String, Integer> seen = highest.get(lane.group);
    int last = seen.getOrDefault(message.aggregate(), -1);
    int place = message.place(lane.group);
    if (place > last + 1) {
      outOfOrder.add(
          "group %s got %s, event %d of %s, before event %d"
              .formatted(
                  world.groups().get(lane.group).group(),
                  message,
                  place + 1,
                  message.aggregate(),
                  last + 2));
    }
    if (place > last) {
      seen.put(message.aggregate(), place);
    }
  }

  private String name(Lane lane) {
    return world.groups().get(lane.group).group();
  }
}
