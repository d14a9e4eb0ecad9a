package dev.stoa.shared.application.port;

import dev.stoa.shared.events.PublishedEvent;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in the log.
 *
 * @param position its place: positions grow by one with each event
 * @param type the wire name
 * @param subject the key by which order is kept
 * @param data the JSON form
 * @param event the event; null when this version cannot read it
 */
public record LoggedEvent(
    long position,
    UUID id,
    String type,
    String subject,
    String data,
    @Nullable PublishedEvent event) {
  private static final int FIXED_BYTES = 400;

  /**
   * What it takes of the heap, in bytes, estimated from above: its JSON, with up to two bytes a
   * character, and the event that was read from it, which holds about as much.
   */
  public long weight() {
    return FIXED_BYTES + 4L * data.length();
  }

  /** The event; empty when this version cannot read it. */
  public Optional<PublishedEvent> readable() {
    return Optional.ofNullable(event);
  }
}
