package dev.stoa.payment.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * When the gateway is asked next about something whose outcome is not known: after pauses of 1, 2,
 * 4, ... seconds and at most 5 minutes. It has an end, see {@link Patience}.
 *
 * @param attempts how often it was asked in vain
 * @param since when the asking began
 * @param nextAttemptAt not before then
 */
public record RetryPlan(int attempts, Instant since, Instant nextAttemptAt) {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** How long the first call may take before somebody else looks after it. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  public RetryPlan {
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts are not negative, but were " + attempts);
    }
  }

  /** The plan of one who is about to ask for the first time. */
  public static RetryPlan begin(Instant now) {
    return new RetryPlan(0, now, now.plus(GRACE));
  }

  /** The plan of one who is told to ask again, at once. */
  public static RetryPlan anew(Instant now) {
    return new RetryPlan(0, now, now);
  }

  /** The plan after asking once more in vain. */
  public RetryPlan postponed(Instant now) {
    Duration pause = Duration.ofSeconds(1L << Math.min(attempts, 20));
    return new RetryPlan(
        Math.addExact(attempts, 1),
        since,
        now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST));
  }

  /** The same plan, with the next attempt at that moment if it would be later. */
  public RetryPlan atLatest(Instant moment) {
    return nextAttemptAt.isAfter(moment) ? new RetryPlan(attempts, since, moment) : this;
  }
}
