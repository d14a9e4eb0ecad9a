package dev.stoa.shared.application.port;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that is committed with its aggregate and not yet known to be published.
 *
 * @param origin where its store keeps it, so that it can be cleared there; means nothing elsewhere
 * @param id the event's own, the same however often it is published
 * @param type the wire name
 * @param subject the key by which order is kept
 * @param time when it happened
 * @param data the JSON form
 */
public record PendingEvent(
    String origin, UUID id, String type, String subject, Instant time, String data) {}
