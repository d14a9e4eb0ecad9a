package dev.stoa.identity.application.port;

import dev.stoa.shared.application.StoreUnavailable;

/**
 * The key that signs access tokens.
 *
 * <ul>
 *   <li>The first to ask makes it; whoever asks later gets the same, also after a restart and also
 *       when several ask first at the same time.
 *   <li>It is a pair on the curve P-256.
 *   <li>Its private half is never printed.
 * </ul>
 */
public interface SigningKeys {
  /**
   * The key to sign with.
   *
   * @throws StoreUnavailable when it can be neither read nor made
   */
  SigningKey current();
}
