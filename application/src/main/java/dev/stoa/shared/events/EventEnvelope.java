package dev.stoa.shared.events;

import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A published event with its type and its identity. The id follows from the wire name of the event,
 * the aggregate, the version that the commit made and the event's place in the commit: encoding the
 * same commit twice gives the same ids.
 */
public record EventEnvelope(UUID id, EventType<?> type, PublishedEvent event) {
  /**
   * Wraps the events of one commit, in order.
   *
   * @param types the registry that names the events
   * @param aggregateId as its store spells it
   * @param version that the commit makes
   * @throws IllegalArgumentException for an event that is not registered
   */
  public static List<EventEnvelope> ofCommit(
      EventTypes types,
      String aggregateId,
      Version version,
      List<? extends PublishedEvent> events) {
    List<EventEnvelope> envelopes = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      PublishedEvent event = events.get(i);
      EventType<?> type = types.of(event);
      // Version 1 was spelled with the name of the class; its ids are stored with their events.
      UUID id =
          Derivation.of("event", 2)
              .with(type.name())
              .with(aggregateId)
              .with(version.value())
              .with(i)
              .id();
      envelopes.add(new EventEnvelope(id, type, event));
    }
    return List.copyOf(envelopes);
  }
}
