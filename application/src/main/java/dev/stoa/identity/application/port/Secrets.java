package dev.stoa.identity.application.port;

import dev.stoa.identity.domain.RefreshSecret;

/**
 * The source of what nobody can guess.
 *
 * <ul>
 *   <li>Each secret is 256 bits of a cryptographically strong generator.
 *   <li>No two are equal.
 * </ul>
 */
public interface Secrets {
  RefreshSecret nextRefreshSecret();
}
