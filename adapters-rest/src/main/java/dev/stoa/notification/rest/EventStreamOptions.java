package dev.stoa.notification.rest;

import java.time.Duration;

/**
 * How streams of events behave.
 *
 * @param heartbeat a comment is sent after so long without an event, so that both sides notice when
 *     the other is gone
 * @param patience a client that takes nothing for so long is let go
 */
public record EventStreamOptions(Duration heartbeat, Duration patience) {
  /** A heartbeat each 15 seconds, and 10 seconds of patience. */
  public static final EventStreamOptions DEFAULT =
      new EventStreamOptions(Duration.ofSeconds(15), Duration.ofSeconds(10));
}
