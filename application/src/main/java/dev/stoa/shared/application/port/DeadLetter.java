package dev.stoa.shared.application.port;

import dev.stoa.shared.domain.Derivation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.UUID;

/**
 * An event that a group of reactions could not handle. Times are kept to the millisecond.
 *
 * @param id of the letter, derived from group and event: an event is a dead letter of a group once
 * @param position of the event in the log
 * @param data the event's JSON
 * @param cause what the last attempt threw, with its stack trace
 * @param attempts how often it was tried in all, 1 or more
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
    Instant lastFailedAt) {
  private static final int LONGEST_CAUSE = 16_384;

  public DeadLetter {
    if (attempts < 1) {
      throw new IllegalArgumentException("expected at least one attempt, but was " + attempts);
    }
  }

  /** The letter that a group has of an event which failed so often, and why. */
  public static DeadLetter of(
      String group,
      LoggedEvent event,
      Throwable failure,
      int attempts,
      Instant firstFailedAt,
      Instant lastFailedAt) {
    return new DeadLetter(
        Derivation.of("dead-letter", 1).with(group).with(event.id()).id(),
        group,
        event.position(),
        event.id(),
        event.type(),
        event.subject(),
        event.data(),
        text(failure),
        attempts,
        firstFailedAt,
        lastFailedAt);
  }

  /** The same letter after one more failure. */
  public DeadLetter failedAgain(Throwable failure, Instant at) {
    return new DeadLetter(
        id,
        group,
        position,
        eventId,
        type,
        subject,
        data,
        text(failure),
        attempts + 1,
        firstFailedAt,
        at);
  }

  /** With the stack trace; cut where it is too long to be kept. */
  private static String text(Throwable failure) {
    StringWriter text = new StringWriter();
    try (PrintWriter writer = new PrintWriter(text)) {
      failure.printStackTrace(writer);
    }
    String cause = text.toString();
    return cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE);
  }
}
