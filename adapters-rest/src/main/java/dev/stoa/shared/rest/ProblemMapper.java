package dev.stoa.shared.rest;

import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.StoreFailed;
import dev.stoa.shared.application.StoreUnavailable;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Locale;
import java.util.UUID;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.glassfish.jersey.server.ParamException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that turns what a route throws into problem details. What nobody expected is 500
 * with the id of an incident, and the log has the cause under that id; the client never sees it.
 */
final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger("dev.stoa.http");

  @Context private @Nullable HttpHeaders headers;

  @Override
  public Response toResponse(Throwable thrown) {
    return switch (thrown) {
      case ParamException.PathParamException e -> Problem.notFound("resource").toResponse();
      case ParamException e ->
          Field.invalid(e.getParameterName(), "cannot be read as what it should be").getResponse();
      case WebApplicationException e -> ofStatus(e.getResponse());
      case HeaderValueException e ->
          Problem.of(
                  400,
                  "malformed-request",
                  "Malformed request",
                  "A header of the request cannot be read.")
              .toResponse();
      case InvalidCursor e -> Field.invalid("cursor", e.getMessage()).getResponse();
      case StaleAggregate e -> stale();
      case StoreUnavailable e -> unavailable(e);
      case StoreFailed e -> unavailable(e);
      default -> incident(thrown);
    };
  }

  private Response stale() {
    if (headers != null && headers.getHeaderString(HttpHeaders.IF_MATCH) != null) {
      return EntityTags.preconditionFailed().toResponse();
    }
    return Problem.of(
            409,
            "conflict",
            "Changed meanwhile",
            "Somebody else changed the resource at the same time. Read it again and retry.")
        .toResponse();
  }

  private static Response unavailable(RuntimeException e) {
    LOG.warn("The store is unavailable: {}", e.getMessage());
    return Response.fromResponse(
            Problem.of(
                    503,
                    "store-unavailable",
                    "Try again shortly",
                    "The store does not answer at the moment; nothing was lost. Retry the request.")
                .toResponse())
        .header(HttpHeaders.RETRY_AFTER, 1)
        .build();
  }

  private static Response incident(Throwable thrown) {
    String incident = UUID.randomUUID().toString();
    LOG.error("Incident {}", incident, thrown);
    return Problem.of(
            500,
            "internal",
            "Something went wrong",
            "This was not expected. The log has more under the id of the incident.")
        .with("incident", incident)
        .toResponse();
  }

  /** Gives an answer of the framework, which has no body, the form of a problem. */
  private static Response ofStatus(Response answer) {
    if (answer.hasEntity() || answer.getStatus() < 400) {
      return answer;
    }
    Problem problem =
        switch (answer.getStatus()) {
          case 400 -> Problem.of(400, "malformed-request", "Malformed request", "Not understood.");
          case 404 -> Problem.of(404, "not-found", "Not found", "There is no such route.");
          case 405 ->
              Problem.of(
                  405,
                  "method-not-allowed",
                  "Method not allowed",
                  "The route does not know this method; the Allow header names those it knows.");
          case 406 ->
              Problem.of(
                  406, "not-acceptable", "Not acceptable", "The answer has no such media type.");
          case 415 ->
              Problem.of(
                  415,
                  "unsupported-media-type",
                  "Unsupported media type",
                  "The body has a media type that the route does not read.");
          default -> {
            String title = answer.getStatusInfo().getReasonPhrase();
            yield Problem.of(
                answer.getStatus(),
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"),
                title,
                title + ".");
          }
        };
    Response.ResponseBuilder response = Response.fromResponse(problem.toResponse());
    answer
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.header(name, value)));
    return response.type(Problem.MEDIA_TYPE).build();
  }
}
