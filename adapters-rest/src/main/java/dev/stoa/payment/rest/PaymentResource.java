package dev.stoa.payment.rest;

import dev.stoa.payment.application.FindPayment;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.EntityTags;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/payments}. */
@Path("/api/payments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
public final class PaymentResource {
  private final FindPayment find;

  PaymentResource(FindPayment find) {
    this.find = find;
  }

  @GET
  @Path("{id}")
  @Access(Level.USER)
  @Operation(summary = "One payment of the caller")
  @ApiResponse(responseCode = "404", description = "There is none, or it is another user's")
  public Response find(
      @PathParam("id") String id, @Context Request request, @Context SecurityContext security) {
    Caller caller = Caller.of(security);
    PaymentId paymentId;
    try {
      paymentId = PaymentId.parse(id);
    } catch (IllegalArgumentException noId) {
      return Problem.notFound("payment").toResponse();
    }
    return switch (find.handle(
        new FindPayment.Query(caller.userId(), caller.isAdmin(), paymentId))) {
      case FindPayment.Result.Found found -> answer(found.payment(), request);
      case FindPayment.Result.NotFound none -> Problem.notFound("payment").toResponse();
    };
  }

  private static Response answer(Payment payment, Request request) {
    EntityTag tag = EntityTags.of(payment.version());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return (unchanged == null ? Response.ok(PaymentResponse.of(payment)) : unchanged)
        .tag(tag)
        .build();
  }
}
