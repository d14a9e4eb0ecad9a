package dev.stoa.shared.application.port;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fake keeps the contract too. */
class InMemoryOutboxTest implements OutboxContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final InMemoryOutbox outbox = new InMemoryOutbox("things", InstantSource.fixed(NOON));
  private final Map<Integer, Integer> versions = new HashMap<>();

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public void commit(int aggregate) {
    int version = versions.merge(aggregate, 1, Integer::sum);
    outbox.commit(
        "thing-" + aggregate,
        "dev.stoa.test.thing-changed.v1",
        "subject-" + aggregate,
        List.of("{\"version\":" + version + "}", "{\"more\":" + version + "}"));
  }

  @Override
  public Object stored(int aggregate) {
    return versions.getOrDefault(aggregate, 0);
  }

  @Override
  public Instant now() {
    return NOON;
  }

  @Override
  public void restart() {
    // What is in memory is all there is; it stays with the object.
  }
}
