package dev.stoa.shared.application.port;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that a group of reactions could not handle.
 *
 * @param id of the letter, derived from group and event: an event is a dead letter of a group once
 * @param position of the event in the log
 * @param data the event's JSON
 * @param cause what the last attempt threw, with its stack trace
 * @param attempts how often it was tried in all
 */
public record DeadLetter(
    UUID id,
    String group,
    long position,
    UUID eventId,
    String type,
    String subject,
    String data,
    String cause,
    int attempts,
    Instant firstFailedAt,
    Instant lastFailedAt) {}
