package dev.stoa.notification.rest;

import dev.stoa.notification.application.Audience;
import dev.stoa.notification.application.Audience.Admission;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/notifications}. */
@Path("/api/notifications")
@Tag(name = "notifications")
public final class NotificationResource {
  private final Audience audience;
  private final EventStreamOptions options;

  NotificationResource(Audience audience, EventStreamOptions options) {
    this.audience = audience;
    this.options = options;
  }

  @GET
  @Produces({MediaType.SERVER_SENT_EVENTS, MediaType.APPLICATION_JSON})
  @Access(Level.USER)
  @Operation(
      summary =
          "What happens to the caller's purchases and basket, live; a stream of server-sent events"
              + " that goes on after the id in Last-Event-ID")
  @ApiResponse(responseCode = "429", description = "The caller has too many streams open")
  @ApiResponse(responseCode = "503", description = "The server has too many streams open")
  public Response stream(
      @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
      @Context SecurityContext security) {
    Caller caller = Caller.of(security);
    EventStream stream = new EventStream(options);
    Admission admission =
        audience.admit(
            new Audience.Member(caller.userId(), caller.isAdmin(), caller.until()),
            position(lastEventId),
            stream);
    return switch (admission) {
      case Admission.Admitted admitted ->
          Response.ok((StreamingOutput) out -> stream.write(out, admitted.seat()))
              .type(MediaType.SERVER_SENT_EVENTS)
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              // Asks proxies of the nginx kind to pass each event on at once.
              .header("X-Accel-Buffering", "no")
              .build();
      case Admission.TooManyOfUser many ->
          refused(
              Problem.of(
                  429,
                  "too-many-streams",
                  "Too many streams",
                  "At most " + many.limit() + " connections of one user are served at once."),
              "60");
      case Admission.Full full ->
          refused(
              Problem.of(
                  503,
                  "too-many-streams",
                  "Too many streams",
                  "The server has as many connections as it can."),
              "30");
      case Admission.Closed closed ->
          refused(
              Problem.of(
                  503, "shutting-down", "Shutting down", "The server is closing. Come back."),
              "1");
    };
  }

  private static Response refused(Problem problem, String retryAfter) {
    return Response.fromResponse(problem.toResponse())
        .header(HttpHeaders.RETRY_AFTER, retryAfter)
        .build();
  }

  /** What no feed ever gave is a position all the same: an unknown one. */
  private static Optional<Position> position(@Nullable String lastEventId) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Position(lastEventId));
    } catch (IllegalArgumentException foreign) {
      return Optional.of(new Position("unknown"));
    }
  }
}
