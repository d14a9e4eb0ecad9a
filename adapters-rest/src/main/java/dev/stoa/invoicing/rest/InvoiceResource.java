package dev.stoa.invoicing.rest;

import dev.stoa.invoicing.application.FindInvoice;
import dev.stoa.invoicing.application.ListInvoices;
import dev.stoa.invoicing.domain.InvoiceNumber;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.PageJson;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/** {@code /api/invoices}. */
@Path("/api/invoices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "invoices")
public final class InvoiceResource {
  private final FindInvoice find;
  private final ListInvoices list;

  InvoiceResource(FindInvoice find, ListInvoices list) {
    this.find = find;
    this.list = list;
  }

  @GET
  @Access(Level.USER)
  @Operation(summary = "The caller's invoices and credit notes, newest first")
  public Response list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context SecurityContext security) {
    var query =
        new ListInvoices.Query(Caller.of(security).userId(), PageJson.request(limit, cursor));
    return Response.ok(PageJson.of(list.handle(query), InvoiceResponse::of)).build();
  }

  @GET
  @Path("{number}")
  @Access(Level.USER)
  @Operation(summary = "One invoice or credit note of the caller, by its number")
  @ApiResponse(responseCode = "404", description = "There is none, or it is another user's")
  public Response find(
      @PathParam("number") String number,
      @Context Request request,
      @Context SecurityContext security) {
    Caller caller = Caller.of(security);
    InvoiceNumber parsed;
    try {
      parsed = InvoiceNumber.parse(number);
    } catch (IllegalArgumentException noNumber) {
      return Problem.notFound("invoice").toResponse();
    }
    return switch (find.handle(new FindInvoice.Query(caller.userId(), caller.isAdmin(), parsed))) {
      case FindInvoice.Result.Found found -> answer(found, request);
      case FindInvoice.Result.NotFound none -> Problem.notFound("invoice").toResponse();
    };
  }

  private static Response answer(FindInvoice.Result.Found found, Request request) {
    // An invoice never changes, but the answer does once when a credit note takes it back.
    EntityTag tag =
        new EntityTag(
            found.invoice().version()
                + found.creditNote().map(creditNote -> "-" + creditNote).orElse(""));
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return (unchanged == null
            ? Response.ok(InvoiceResponse.of(found.invoice(), found.creditNote()))
            : unchanged)
        .tag(tag)
        .build();
  }
}
