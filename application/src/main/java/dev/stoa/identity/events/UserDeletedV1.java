package dev.stoa.identity.events;

import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * A user deleted the account. What is kept about the user by other contexts must go, except what
 * the law requires (orders, invoices).
 */
public record UserDeletedV1(UUID userId, long version, Instant occurredAt)
    implements PublishedEvent {
  @Override
  public String subject() {
    return userId.toString();
  }
}
