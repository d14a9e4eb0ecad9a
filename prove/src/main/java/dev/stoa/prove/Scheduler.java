package dev.stoa.prove;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Decides who runs, and what time it is. One actor runs at a time and keeps the baton until it
 * calls a port, sleeps or ends; then the dice decide who goes on. Time passes a little with each
 * step, and leaps when everybody sleeps. The same seed gives the same decisions.
 */
final class Scheduler {
  /** A history that takes more steps than this will never come to rest. */
  private static final long MAX_STEPS = 400_000;

  private final Chance choice;
  private final Mask mask;
  private final Instant start;
  private final int stay;
  private final List<Actor> ready = new ArrayList<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Actor main = new Actor("main");
  private Actor current = main;
  private long now;
  private long timerNumber;
  private int actorNumber;
  private long steps;
  private int interruptions;
  private boolean calm;
  private boolean exhausted;
  private long digest;
  private @Nullable Throwable broken;

  private record Timer(long at, long number, Runnable action) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  /**
   * A scheduler at the beginning of a history.
   *
   * @param stay in how many of a hundred steps whoever runs goes on
   */
  Scheduler(Chance choice, Mask mask, Instant start, int stay) {
    this.choice = choice;
    this.mask = mask;
    this.start = start;
    this.stay = stay;
  }

  /** What every clock of the shop says. */
  Instant instant() {
    return start.plusNanos(now * 1_000);
  }

  /** Microseconds since the beginning. */
  long now() {
    return now;
  }

  /** That moment in microseconds since the beginning; not before it. */
  long at(Instant moment) {
    Duration since = Duration.between(start, moment);
    return Math.max(0, since.toSeconds() * 1_000_000 + since.toNanosPart() / 1_000 + 1);
  }

  Actor current() {
    return current;
  }

  long steps() {
    return steps;
  }

  /** How often somebody was interrupted by somebody else. */
  int interruptions() {
    return interruptions;
  }

  /** Sums up all that happened: two histories with the same digest are the same. */
  long digest() {
    return digest;
  }

  /** Whether the history did not come to rest. */
  boolean exhausted() {
    return exhausted;
  }

  /** From now on everybody runs without interruption, in the order of coming; or not any more. */
  void calm(boolean isCalm) {
    calm = isCalm;
  }

  boolean isCalm() {
    return calm;
  }

  /** Adds something that happened to the digest. */
  void note(long what) {
    digest = Chance.mix(digest * 31 + what + current.number() * 0x1_0000_0001L + now);
  }

  /** Somebody new, who runs when the dice say so. */
  Actor spawn(String name, @Nullable Node node, Runnable body) {
    actorNumber++;
    Actor actor = new Actor(name, actorNumber, () -> live(body));
    if (node != null) {
      actor.enter(node);
    }
    ready.add(actor);
    return actor;
  }

  /** Does something at that time; it must neither call a port nor sleep. */
  void at(long time, Runnable action) {
    if (!exhausted) {
      timers.add(new Timer(Math.max(time, now), timerNumber++, action));
    }
  }

  /** Lets others run; a step of whoever calls it. */
  void pause() {
    step();
    if (calm || ready.isEmpty() || choice.percent(stay)) {
      return;
    }
    int who = choice.below(ready.size() + 1);
    if (who == ready.size()) {
      return;
    }
    int number = interruptions++;
    if (steps > mask.calmAfter() || mask.interruptions().contains(number)) {
      return;
    }
    Actor me = current;
    Actor next = ready.get(who);
    ready.set(who, me);
    hand(next);
    me.await();
  }

  /** Lets that time pass for whoever calls it. */
  void sleep(long micros) {
    step();
    Actor me = current;
    at(now + micros, () -> ready.add(me));
    Actor next = next();
    if (next != me) {
      hand(next);
      me.await();
    }
  }

  /**
   * Runs until nobody is left and nothing is planned; called by the one who made the scheduler.
   *
   * @throws IllegalStateException when the simulator itself is broken
   */
  void runUntilQuiet() {
    Actor next = next();
    if (next != main) {
      hand(next);
      main.await();
    }
    if (broken != null) {
      throw new IllegalStateException("the simulator is broken", broken);
    }
  }

  private void step() {
    if (exhausted) {
      throw new Crash();
    }
    steps++;
    if (steps > MAX_STEPS) {
      exhausted = true;
      throw new Crash();
    }
    now += 1 + choice.below(400);
    Timer first = timers.peek();
    while (first != null && first.at() <= now) {
      timers.poll();
      first.action().run();
      first = timers.peek();
    }
  }

  private void live(Runnable body) {
    try {
      body.run();
    } catch (Crash crash) {
      // Its process is gone, and it with it.
    } catch (Throwable failure) {
      broken = broken == null ? failure : broken;
      exhausted = true;
    }
    Actor next;
    try {
      next = next();
    } catch (Throwable failure) {
      broken = broken == null ? failure : broken;
      next = main;
    }
    hand(next);
  }

  private void hand(Actor next) {
    current = next;
    next.resume();
  }

  /** Who is next when whoever ran cannot go on: somebody ready, or else whom time makes ready. */
  private Actor next() {
    while (ready.isEmpty()) {
      Timer first = timers.poll();
      if (first == null) {
        return main;
      }
      now = Math.max(now, first.at());
      first.action().run();
    }
    if (calm) {
      return ready.remove(0);
    }
    int who = choice.below(ready.size());
    Actor next = ready.get(who);
    Actor last = ready.remove(ready.size() - 1);
    if (who < ready.size()) {
      ready.set(who, last);
    }
    return next;
  }
}
