package dev.stoa.payment.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the gateway is asked about one thing before a person has to decide. A gateway that does
 * not answer or has not decided is asked for a time; one that says no is asked a number of times,
 * for what it refuses that often it will go on refusing.
 *
 * @param age so long it is asked; positive
 * @param refusals so often it may refuse; 1 or more
 */
public record Patience(Duration age, int refusals) {
  /** A day, or 10 refusals. */
  public static final Patience DEFAULT = new Patience(Duration.ofDays(1), 10);

  public Patience {
    if (age.isNegative() || age.isZero() || refusals < 1) {
      throw new IllegalArgumentException(
          "expected a positive age and 1 refusal or more, but was %s and %d"
              .formatted(age, refusals));
    }
  }

  /** Whether it ends after an answer that decided nothing. */
  public boolean endsUndecided(RetryPlan plan, Instant now) {
    return !now.isBefore(plan.since().plus(age));
  }

  /** Whether it ends after a refusal. */
  public boolean endsRefused(RetryPlan plan, Instant now) {
    return plan.attempts() >= refusals || endsUndecided(plan, now);
  }
}
