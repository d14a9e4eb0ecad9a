package dev.stoa.identity.rest;

import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.CallerStanding;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/** {@code /api/auth/standing}: what services without accounts ask before they change something. */
@Path("/api/auth/standing")
@Tag(name = "identity")
public final class StandingResource {
  private final CallerStanding standing;

  StandingResource(CallerStanding standing) {
    this.standing = standing;
  }

  @GET
  @Access(Access.Level.USER)
  @Operation(summary = "Whether the caller may still act; with as=admin, as an administrator")
  @ApiResponse(responseCode = "204", description = "Yes")
  @ApiResponse(responseCode = "401", description = "The account is gone, or the session")
  @ApiResponse(responseCode = "403", description = "Not as an administrator")
  public Response standing(
      @QueryParam("as") @Nullable String as, @Context SecurityContext security) {
    return switch (standing.of(Caller.of(security), "", "admin".equals(as))) {
      case GOOD -> Response.noContent().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
      case ENDED -> IdentityProblems.accountGone();
      case NO_ADMIN ->
          Problem.of(403, "forbidden", "Not allowed", "This is for administrators only.")
              .toResponse();
    };
  }
}
