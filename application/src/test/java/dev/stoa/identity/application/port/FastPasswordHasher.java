package dev.stoa.identity.application.port;

import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.PasswordAttempt;
import dev.stoa.identity.domain.PasswordHash;
import dev.stoa.shared.domain.Fingerprint;
import java.util.concurrent.atomic.AtomicInteger;

/** Hashes at no cost, and counts, for tests of use cases. */
public final class FastPasswordHasher implements PasswordHasher {
  private final AtomicInteger salts = new AtomicInteger();
  private final AtomicInteger comparisons = new AtomicInteger();
  private final int cost;

  /**
   * A hasher of some cost.
   *
   * @param cost hashes of a lower one are outdated
   */
  public FastPasswordHasher(int cost) {
    this.cost = cost;
  }

  /** How often a password was compared with a hash. */
  public int comparisons() {
    return comparisons.get();
  }

  @Override
  public PasswordHash hash(Password password) {
    return hash(cost, salts.incrementAndGet(), password.text());
  }

  @Override
  public boolean matches(PasswordAttempt attempt, PasswordHash hash) {
    comparisons.incrementAndGet();
    String[] parts = hash.phc().split("\\$", -1);
    return hash.equals(
        hash(Integer.parseInt(parts[2]), Integer.parseInt(parts[3]), attempt.text()));
  }

  @Override
  public PasswordHash decoy() {
    return new PasswordHash("$fast$" + cost + "$0$decoy");
  }

  @Override
  public boolean isOutdated(PasswordHash hash) {
    return Integer.parseInt(hash.phc().split("\\$", -1)[2]) < cost;
  }

  private static PasswordHash hash(int cost, int salt, String text) {
    return new PasswordHash("$fast$" + cost + "$" + salt + "$" + Fingerprint.of(salt + text).hex());
  }
}
