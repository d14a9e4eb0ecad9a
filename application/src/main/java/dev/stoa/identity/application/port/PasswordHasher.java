package dev.stoa.identity.application.port;

import dev.stoa.identity.domain.Password;
import dev.stoa.identity.domain.PasswordAttempt;
import dev.stoa.identity.domain.PasswordHash;

/**
 * Makes guessing passwords from a stolen database expensive.
 *
 * <ul>
 *   <li>A password matches its own hash and no other password does, not even one that differs in
 *       case, in white space or after its 72nd byte.
 *   <li>The same password hashed twice gives two hashes, for each has its own salt.
 *   <li>The hash names its algorithm and cost and does not contain the password.
 *   <li>Nothing matches the decoy, and comparing with it costs what comparing with a fresh hash
 *       costs.
 *   <li>A fresh hash is not outdated; one of lower cost is, and still matches its password.
 *   <li>However many ask at once, memory stays bounded: they wait for their turn, and when too many
 *       wait they are refused with {@link Busy}.
 * </ul>
 */
public interface PasswordHasher {
  /** The hash to keep, at the present cost. */
  PasswordHash hash(Password password);

  /** Whether the attempt is the password that was hashed. */
  boolean matches(PasswordAttempt attempt, PasswordHash hash);

  /** A hash to compare with where there is none, so that time does not tell who has an account. */
  PasswordHash decoy();

  /** Whether the hash was made at a lower cost than the present one. */
  boolean isOutdated(PasswordHash hash);

  /** Too many passwords are being compared; nothing was decided. */
  final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Busy() {
      super("too many passwords wait to be compared");
    }

    public Busy(Throwable cause) {
      super("too many passwords wait to be compared", cause);
    }
  }
}
