package dev.stoa.identity.events;

import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/** A user registered. */
public record UserCreatedV1(UUID userId, long version, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return userId.toString();
  }
}
