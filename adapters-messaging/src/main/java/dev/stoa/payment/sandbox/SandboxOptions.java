package dev.stoa.payment.sandbox;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the sandbox gateway works.
 *
 * @param journal the file of its books
 * @param timeout how long a call may take before it counts as not answered
 * @param settlement how long a delayed charge is pending
 */
public record SandboxOptions(Path journal, Duration timeout, Duration settlement) {
  public SandboxOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("expected a positive timeout, but was " + timeout);
    }
    if (settlement.isNegative()) {
      throw new IllegalArgumentException("settlement is not negative, but was " + settlement);
    }
  }

  /** The usual options, with the journal in this data folder. */
  public static SandboxOptions in(Path dataFolder) {
    return new SandboxOptions(
        dataFolder.resolve("sandbox-gateway.journal"),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2));
  }
}
