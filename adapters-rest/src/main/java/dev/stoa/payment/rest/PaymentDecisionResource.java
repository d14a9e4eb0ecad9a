package dev.stoa.payment.rest;

import dev.stoa.payment.application.DecidePayment;
import dev.stoa.payment.application.DecidePayment.Decision;
import dev.stoa.payment.application.ListUndecided;
import dev.stoa.payment.application.port.Payments.State;
import dev.stoa.payment.domain.HandNote;
import dev.stoa.payment.domain.Payment;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.EntityTags;
import dev.stoa.shared.rest.Field;
import dev.stoa.shared.rest.MoneyJson;
import dev.stoa.shared.rest.PageJson;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/payments}: what the gateway could not settle, for an operator. */
@Path("/api/admin/payments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
public final class PaymentDecisionResource {
  private final ListUndecided list;
  private final DecidePayment decide;

  PaymentDecisionResource(ListUndecided list, DecidePayment decide) {
    this.list = list;
    this.decide = decide;
  }

  /**
   * A payment that waits for a person.
   *
   * @param open what is open: refund-requested, charged-late or expired
   * @param reason why the gateway refuses, or {@code undecided}
   * @param attempts how often the gateway was asked
   * @param reference the charge at the gateway; absent when it is not known to have charged
   * @param version for {@code If-Match}
   */
  record UndecidedResponse(
      UUID id,
      UUID checkoutId,
      UUID userId,
      MoneyJson amount,
      String open,
      String reason,
      Instant since,
      int attempts,
      @Nullable String reference,
      long version) {
    static UndecidedResponse of(Payment.NeedsDecision payment) {
      String reference =
          switch (payment.open()) {
            case Payment.Requested open -> null;
            case Payment.Expired open -> null;
            case Payment.ChargedLate open -> open.reference().value();
            case Payment.RefundRequested open -> open.reference().value();
          };
      return new UndecidedResponse(
          payment.id().value(),
          payment.purchase().checkoutId().value(),
          payment.userId().value(),
          MoneyJson.of(payment.amount()),
          State.of(payment).slug(),
          payment.why().slug(),
          payment.since(),
          payment.open().plan().attempts(),
          reference,
          payment.version().value());
    }
  }

  /**
   * What an operator decides.
   *
   * @param decision {@code retry}: the gateway is asked again; {@code settled-by-hand}: it was
   *     settled outside the shop
   * @param reason what was done; needed for {@code settled-by-hand}, 1 to 200 characters
   */
  record DecisionRequest(String decision, @Nullable String reason) {
    Decision toDecision() {
      return switch (decision) {
        case "retry" -> new Decision.Retry();
        case "settled-by-hand" -> {
          if (reason == null || reason.isBlank() || reason.strip().length() > HandNote.LONGEST) {
            throw new IllegalArgumentException(
                "settled-by-hand needs a reason of 1 to " + HandNote.LONGEST + " characters");
          }
          yield new Decision.Settled(reason.strip());
        }
        default ->
            throw new IllegalArgumentException(
                "expected retry or settled-by-hand, but was '" + decision + "'");
      };
    }
  }

  @GET
  @Access(Level.ADMIN)
  @Operation(summary = "The payments that a person has to decide; needs=decision")
  public PageJson<UndecidedResponse> undecided(
      @QueryParam("needs") @Nullable String needs,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Field.read(
        "needs",
        needs == null ? "decision" : needs,
        value -> {
          if (!value.equals("decision")) {
            throw new IllegalArgumentException("expected decision, but was '" + value + "'");
          }
          return value;
        });
    return PageJson.of(list.handle(PageJson.request(limit, cursor)), UndecidedResponse::of);
  }

  @POST
  @Path("{id}/decision")
  @Access(Level.ADMIN)
  @Operation(summary = "Asks the gateway again, or says that it was settled; If-Match may be sent")
  @ApiResponse(responseCode = "200", description = "It is as decided")
  @ApiResponse(responseCode = "404", description = "There is no such payment")
  @ApiResponse(responseCode = "409", description = "nothing-to-decide")
  @ApiResponse(responseCode = "412", description = "It was changed since")
  public Response decide(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      DecisionRequest body,
      @Context SecurityContext security) {
    PaymentId payment;
    try {
      payment = PaymentId.parse(id);
    } catch (IllegalArgumentException noId) {
      return Problem.notFound("payment").toResponse();
    }
    Decision decision = Field.read("decision", body, DecisionRequest::toDecision);
    var command =
        new DecidePayment.Command(
            payment,
            decision,
            Caller.of(security).userId(),
            EntityTags.required(ifMatch).orElse(null));
    return switch (decide.handle(command)) {
      case DecidePayment.Result.Decided decided ->
          Response.ok(PaymentResponse.of(decided.payment()))
              .tag(EntityTags.of(decided.payment().version()))
              .build();
      case DecidePayment.Result.NotFound none -> Problem.notFound("payment").toResponse();
      case DecidePayment.Result.Changed changed -> EntityTags.preconditionFailed().toResponse();
      case DecidePayment.Result.NothingToDecide none ->
          Problem.of(
                  409,
                  "nothing-to-decide",
                  "Nothing to decide",
                  "The payment does not wait for a decision.")
              .toResponse();
    };
  }
}
