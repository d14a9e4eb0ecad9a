package dev.stoa.shared.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stoa.shared.application.InspectDeadLetter;
import dev.stoa.shared.application.ListDeadLetters;
import dev.stoa.shared.application.ReplayDeadLetter;
import dev.stoa.shared.application.port.DeadLetter;
import dev.stoa.shared.domain.Uuids;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/dead-letters}: the events that could not be handled, for an operator. */
@Path("/api/admin/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations")
public final class DeadLettersResource {
  private final ListDeadLetters list;
  private final InspectDeadLetter inspect;
  private final ReplayDeadLetter replay;

  DeadLettersResource(ListDeadLetters list, InspectDeadLetter inspect, ReplayDeadLetter replay) {
    this.list = list;
    this.inspect = inspect;
    this.replay = replay;
  }

  /**
   * A letter in the list.
   *
   * @param reason the first line of the cause
   */
  record Summary(
      UUID id,
      String group,
      UUID eventId,
      String type,
      String subject,
      String reason,
      int attempts,
      Instant firstFailedAt,
      Instant lastFailedAt) {
    static Summary of(DeadLetter letter) {
      return new Summary(
          letter.id(),
          letter.group(),
          letter.eventId(),
          letter.type(),
          letter.subject(),
          firstLine(letter.cause()),
          letter.attempts(),
          letter.firstFailedAt(),
          letter.lastFailedAt());
    }
  }

  /**
   * A letter with all that is known of it.
   *
   * @param position of the event in the log
   * @param data the event
   * @param cause the last failure with its stack trace
   */
  record Details(
      UUID id,
      String group,
      UUID eventId,
      String type,
      String subject,
      long position,
      JsonNode data,
      String cause,
      int attempts,
      Instant firstFailedAt,
      Instant lastFailedAt) {
    static Details of(DeadLetter letter) {
      return new Details(
          letter.id(),
          letter.group(),
          letter.eventId(),
          letter.type(),
          letter.subject(),
          letter.position(),
          json(letter.data()),
          letter.cause(),
          letter.attempts(),
          letter.firstFailedAt(),
          letter.lastFailedAt());
    }
  }

  @GET
  @Access(Access.Level.ADMIN)
  @Operation(summary = "The events that could not be handled, latest failure first")
  public PageJson<Summary> list(
      @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
    ListDeadLetters.Query query = new ListDeadLetters.Query(PageJson.request(limit, cursor));
    return PageJson.of(Field.read("cursor", query, list::handle), Summary::of);
  }

  @GET
  @Path("{id}")
  @Access(Access.Level.ADMIN)
  @Operation(summary = "One of them, with the event and the cause")
  @ApiResponse(responseCode = "404", description = "There is none of that id (any more)")
  public Details inspect(@PathParam("id") String id) {
    return id(id)
        .flatMap(known -> inspect.handle(new InspectDeadLetter.Query(known)))
        .map(Details::of)
        .orElseThrow(() -> notFound().toException());
  }

  @POST
  @Path("{id}/replay")
  @Access(Access.Level.ADMIN)
  @Operation(summary = "Delivers the event once more, to the group that could not handle it")
  @ApiResponse(responseCode = "204", description = "It was handled; the letter is gone")
  @ApiResponse(responseCode = "404", description = "There is none of that id (any more)")
  @ApiResponse(responseCode = "409", description = "It could not be handled this time either")
  public Response replay(@PathParam("id") String id) {
    Optional<UUID> known = id(id);
    if (known.isEmpty()) {
      return notFound().toResponse();
    }
    return switch (replay.handle(new ReplayDeadLetter.Command(known.get()))) {
      case ReplayDeadLetter.Result.Replayed replayed -> Response.noContent().build();
      case ReplayDeadLetter.Result.NotFound gone -> notFound().toResponse();
      case ReplayDeadLetter.Result.FailedAgain failed ->
          Problem.of(409, "replay-failed", "Failed again", firstLine(failed.letter().cause()))
              .with("attempts", failed.letter().attempts())
              .toResponse();
    };
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(Uuids.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Problem notFound() {
    return Problem.notFound("dead letter");
  }

  private static String firstLine(String cause) {
    return cause.lines().findFirst().orElse("");
  }

  /** What was written by another version need not be JSON; then it is shown as text. */
  private static JsonNode json(String data) {
    try {
      return Json.MAPPER.readTree(data);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(data);
    }
  }
}
