package dev.stoa.prove;

import dev.stoa.shared.application.StoreUnavailable;
import java.util.function.Supplier;

/** The gate of a history: the scheduler may turn to others, and faults happen. */
final class FaultyGate implements Gate {
  private final Scheduler scheduler;
  private final Faults faults;
  private final Trace trace;
  private final Surroundings surroundings;

  /** What goes on around a call. */
  interface Surroundings {
    /** Kills the process of whoever runs: throws {@link Crash}. */
    void crash();

    /** The write is done, and the process knows it. */
    void written();

    /** The write is done, but nobody knows it. */
    void unanswered();
  }

  FaultyGate(Scheduler scheduler, Faults faults, Trace trace, Surroundings surroundings) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.trace = trace;
    this.surroundings = surroundings;
  }

  @Override
  public <T> T read(String call, Object about, Supplier<T> effect) {
    enter(call);
    T result = effect.get();
    scheduler.note(call.hashCode());
    trace.call(call, about, result);
    return result;
  }

  @Override
  public <T> T write(String call, Object about, Supplier<T> effect) {
    enter(call);
    T result;
    try {
      result = effect.get();
    } catch (RuntimeException refused) {
      trace.call(call, about, refused);
      throw refused;
    }
    scheduler.note(call.hashCode() * 31L + 1);
    trace.call(call, about, result);
    if (faults.happens(Fault.CRASH_AFTER_WRITE)) {
      surroundings.crash();
    }
    if (faults.happens(Fault.STORE_ANSWER_LOST)) {
      trace.fault("the answer to the write is lost");
      surroundings.unanswered();
      throw away("no answer to " + call);
    }
    surroundings.written();
    return result;
  }

  @Override
  public boolean stale() {
    return faults.happens(Fault.STALE_LIST);
  }

  private static StoreUnavailable away(String message) {
    return new StoreUnavailable(message, new IllegalStateException("by the simulator"));
  }

  private void enter(String call) {
    scheduler.current().requireAlive();
    scheduler.pause();
    if (faults.happens(Fault.PAUSE)) {
      int seconds = faults.between(1, 10) > 7 ? faults.between(1, 1_800) : faults.between(1, 40);
      trace.fault("stands still for " + seconds + " s");
      faults.lost(seconds * 1_000_000L);
      scheduler.sleep(seconds * 1_000_000L);
    }
    scheduler.current().requireAlive();
    if (faults.happens(Fault.CRASH_BEFORE)) {
      surroundings.crash();
    }
    if (faults.happens(Fault.STORE_AWAY)) {
      trace.fault("cannot reach the store for " + call);
      throw away("cannot reach " + call);
    }
  }
}
