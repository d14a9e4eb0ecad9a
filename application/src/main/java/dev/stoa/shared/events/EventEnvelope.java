package dev.stoa.shared.events;

import dev.stoa.shared.domain.Uuids;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A published event with its identity. The id follows from the aggregate, the version that the
 * commit made and the event's place in the commit: publishing the same commit twice gives the same
 * ids.
 */
public record EventEnvelope(UUID id, PublishedEvent event) {
  /** Wraps the events of one commit, in order. */
  public static List<EventEnvelope> ofCommit(
      Object aggregateId, Version version, List<? extends PublishedEvent> events) {
    List<EventEnvelope> envelopes = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      PublishedEvent event = events.get(i);
      UUID id = Uuids.derived(event.getClass().getSimpleName(), aggregateId, version, i);
      envelopes.add(new EventEnvelope(id, event));
    }
    return List.copyOf(envelopes);
  }
}
