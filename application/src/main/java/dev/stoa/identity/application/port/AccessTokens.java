package dev.stoa.identity.application.port;

import dev.stoa.identity.domain.Role;
import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Makes access tokens: short-lived, signed statements of who calls, which every process verifies
 * with the public key alone.
 *
 * <ul>
 *   <li>A token is good until its lifetime after its issue is over, and says so.
 *   <li>Tokens for different users, sessions or token ids differ.
 *   <li>A token is stateless: it stays good until it expires, even when its session ends, its user
 *       loses a role or the account is deleted meanwhile. Its lifetime is therefore 15 minutes at
 *       most.
 * </ul>
 */
public interface AccessTokens {
  /** Signs these claims. */
  AccessToken issue(Claims claims);

  /**
   * What a token says.
   *
   * @param user who calls
   * @param roles what the user may do
   * @param session which login it came from
   * @param tokenId unique
   * @param issuedAt from when on it is good
   */
  record Claims(UserId user, Set<Role> roles, SessionId session, UUID tokenId, Instant issuedAt) {
    public Claims {
      roles = Set.copyOf(roles);
    }
  }

  /**
   * A signed token. It never prints itself.
   *
   * @param text as the client sends it
   * @param lifetime from its issue
   */
  record AccessToken(String text, Duration lifetime) {
    @Override
    public String toString() {
      return "***";
    }
  }
}
