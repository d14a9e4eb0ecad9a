package dev.stoa.identity.rest;

import dev.stoa.shared.rest.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The refusals of the identity context, as problems. */
final class IdentityProblems {
  private static final String CHALLENGE = "Bearer realm=\"stoa\"";

  private IdentityProblems() {}

  /** One and the same for an unknown address and a wrong password. */
  static Response invalidCredentials() {
    return challenged(
        Problem.of(
            401,
            "invalid-credentials",
            "Not recognised",
            "No account has this e-mail address and this password."));
  }

  static Response wrongPassword() {
    return challenged(
        Problem.of(
            401,
            "invalid-credentials",
            "Not recognised",
            "This is not the password of the account."));
  }

  static Response sessionEnded() {
    return challenged(
        Problem.of(
            401,
            "session-ended",
            "Session ended",
            "The refresh token is not good, or no longer. Log in again."));
  }

  /** The token is good, but its account was deleted since. */
  static Response accountGone() {
    return challenged(
        Problem.of(
            401, "unauthenticated", "Not logged in", "The account of this access token is gone."));
  }

  static Response emailTaken() {
    return Problem.of(
            409,
            "email-taken",
            "E-mail address taken",
            "There is an account with this e-mail address. Log in instead.")
        .toResponse();
  }

  static Response keyReused() {
    return Problem.of(
            422,
            "idempotency-key-reused",
            "Idempotency key reused",
            "This Idempotency-Key was sent with another request before.")
        .toResponse();
  }

  static Response busy() {
    return Response.fromResponse(
            Problem.of(
                    503,
                    "busy",
                    "Try again shortly",
                    "Too many passwords are being checked at the moment.")
                .toResponse())
        .header(HttpHeaders.RETRY_AFTER, 2)
        .build();
  }

  private static Response challenged(Problem problem) {
    return Response.fromResponse(problem.toResponse())
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        .build();
  }
}
