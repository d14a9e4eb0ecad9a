package dev.stoa.shared.rest;

import dev.stoa.shared.domain.SessionId;
import dev.stoa.shared.domain.UserId;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the access token says.
 *
 * @param roles {@code CUSTOMER}, {@code ADMIN}
 * @param until when the token is no longer good
 * @param session that the token came of; null for a token that came of none
 */
public record Caller(UserId userId, Set<String> roles, Instant until, @Nullable SessionId session)
    implements Principal {
  public Caller {
    roles = Set.copyOf(roles);
  }

  /** A caller without a session. */
  public Caller(UserId userId, Set<String> roles, Instant until) {
    this(userId, roles, until, null);
  }

  /** A caller without a session, whose token does not expire. */
  public Caller(UserId userId, Set<String> roles) {
    this(userId, roles, Instant.MAX);
  }

  /**
   * The caller of a route that only those logged in reach.
   *
   * @throws IllegalStateException on a route that anyone may call and the caller is not logged in
   */
  public static Caller of(SecurityContext context) {
    if (context.getUserPrincipal() instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("this route has no caller: is its access ANYONE?");
  }

  public boolean isAdmin() {
    return roles.contains("ADMIN");
  }

  @Override
  public String getName() {
    return userId.toString();
  }
}
