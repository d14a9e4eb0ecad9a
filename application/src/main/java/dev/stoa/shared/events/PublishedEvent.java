package dev.stoa.shared.events;

import java.time.Instant;

/**
 * Something that happened in one context and that others may act on. Published events are the only
 * thing by which contexts know of each other. Immutable; delivered at least once, in the order of
 * their subject.
 */
public interface PublishedEvent {
  /** The id of the aggregate it happened to: the key by which order is kept. */
  String subject();

  /** When it happened. */
  Instant occurredAt();
}
