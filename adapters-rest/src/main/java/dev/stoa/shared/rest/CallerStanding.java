package dev.stoa.shared.rest;

import dev.stoa.shared.application.StoreUnavailable;

/**
 * Tells whether a caller may still act. An access token proves who somebody was when it was made;
 * this asks who it is now. It is asked before each request that changes something for somebody who
 * is logged in, and never before one that reads.
 *
 * <ul>
 *   <li>From the commit of the deletion of an account on, its standing is {@link Standing#ENDED}.
 *   <li>From the end of a session on, so is the standing of an administrator who acts with it.
 *   <li>An administrator who has lost the role is {@link Standing#NO_ADMIN}.
 *   <li>What cannot be known is said by {@link StoreUnavailable}, and nobody acts.
 * </ul>
 */
public interface CallerStanding {
  /** Whether a caller may act. */
  enum Standing {
    GOOD,
    /** The account or the session is gone. */
    ENDED,
    /** The account is there, but is no administrator's. */
    NO_ADMIN
  }

  /**
   * The standing of a caller at this moment.
   *
   * @param accessToken that the caller sent, found good before
   * @param asAdmin whether the caller acts as an administrator
   * @throws StoreUnavailable when it cannot be known
   */
  Standing of(Caller caller, String accessToken, boolean asAdmin);
}
