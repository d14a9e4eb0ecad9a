package dev.stoa.basket.rest;

import dev.stoa.basket.application.AwaitCheckout;
import dev.stoa.basket.application.CheckoutView;
import dev.stoa.basket.application.ReadCheckout;
import dev.stoa.basket.application.StartCheckout;
import dev.stoa.basket.domain.Buyer;
import dev.stoa.basket.domain.PricedBasket;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.AddressJson;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.Field;
import dev.stoa.shared.rest.MoneyJson;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/checkouts}: the caller's own purchases under way and their outcome. */
@Path("/api/checkouts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "checkout")
public final class CheckoutResource {
  private static final String PREFER = "Prefer";
  private static final String PREFERENCE_APPLIED = "Preference-Applied";

  private final StartCheckout start;
  private final ReadCheckout read;
  private final AwaitCheckout await;

  CheckoutResource(StartCheckout start, ReadCheckout read, AwaitCheckout await) {
    this.start = start;
    this.read = read;
    this.await = await;
  }

  /**
   * What the buyer confirms.
   *
   * @param expectedTotal the basket's total as the buyer saw it
   * @param basketVersion the basket's version as the buyer saw it; without it a basket that was
   *     changed elsewhere to other goods of the same total is bought as it is
   * @param paymentMethod a token of the payment gateway; never a card number
   * @param email where the order is confirmed; the access token names no address
   * @param billingAddress when it is another than the shipping address
   */
  record CheckoutRequest(
      MoneyJson expectedTotal,
      @Nullable Long basketVersion,
      String paymentMethod,
      String email,
      AddressJson shippingAddress,
      @Nullable AddressJson billingAddress) {
    /** For logs: hides who buys and how it is paid. */
    @Override
    public String toString() {
      return "CheckoutRequest[" + expectedTotal + "]";
    }
  }

  @POST
  @Access(Level.USER)
  @Operation(
      summary = "Buys the basket",
      description =
          "Needs an Idempotency-Key. With `Prefer: wait=N` (0 to 30 seconds) the answer is the"
              + " outcome, 200, when it is known in time; else 202, and Location tells where to"
              + " look. A basket is bought once: while it is, another key is refused with"
              + " `checkout-under-way`, and Location and `checkout` tell where that purchase is."
              + " With `basketVersion`, the basket's `version` as the buyer saw it, one that was"
              + " changed since is refused with `basket-changed`.")
  @ApiResponse(
      responseCode = "200",
      description = "The outcome",
      content = @Content(schema = @Schema(implementation = CheckoutJson.class)))
  @ApiResponse(
      responseCode = "202",
      description = "The purchase has begun",
      content = @Content(schema = @Schema(implementation = CheckoutJson.class)))
  @ApiResponse(
      responseCode = "409",
      description =
          "checkout-under-way, basket-changed, price-changed, basket-empty, lines-unavailable")
  @ApiResponse(responseCode = "422", description = "idempotency-key-reused")
  public Response start(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      CheckoutRequest body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    UserId user = Caller.of(security).userId();
    StartCheckout.Command command = command(user, key, body);
    return switch (start.handle(command)) {
      case StartCheckout.Result.Started started ->
          accepted(user, started.checkout(), headers.getHeaderString(PREFER));
      case StartCheckout.Result.Repeated repeated ->
          accepted(user, repeated.checkout(), headers.getHeaderString(PREFER));
      case StartCheckout.Result.CheckoutUnderWay other -> underWay(other.checkout());
      case StartCheckout.Result.BasketChanged no -> basketChanged(no.basket());
      case StartCheckout.Result.EmptyBasket no ->
          Problem.of(409, "basket-empty", "Basket empty", "There is nothing in the basket to buy.")
              .toResponse();
      case StartCheckout.Result.PriceChanged no ->
          Problem.of(
                  409,
                  "price-changed",
                  "Price changed",
                  "The basket costs %s now. Confirm that total.".formatted(no.total()))
              .with("lines", BasketJson.lines(no.lines()))
              .with("total", MoneyJson.of(no.total()))
              .toResponse();
      case StartCheckout.Result.LinesUnavailable no ->
          Problem.of(
                  409,
                  "lines-unavailable",
                  "Not available",
                  "Some lines of the basket cannot be bought as they stand.")
              .with("lines", BasketJson.lines(no.lines()))
              .toResponse();
      case StartCheckout.Result.KeyReused no -> BasketProblems.keyReused();
      case StartCheckout.Result.InvalidPaymentMethod no ->
          Field.invalid("paymentMethod", no.expected()).getResponse();
    };
  }

  @GET
  @Path("{id}")
  @Access(Level.USER)
  @Operation(
      summary = "A checkout as it is now",
      description = "With `Prefer: wait=N` it waits up to N seconds (0 to 30) for the outcome.")
  @ApiResponse(
      responseCode = "200",
      description = "The checkout",
      content = @Content(schema = @Schema(implementation = CheckoutJson.class)))
  public Response checkout(
      @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
    UserId user = Caller.of(security).userId();
    CheckoutId checkoutId = id(id).orElseThrow(() -> Problem.notFound("checkout").toException());
    Optional<WaitPreference> wait = WaitPreference.of(headers.getHeaderString(PREFER));
    ReadCheckout.Result result =
        wait.isPresent()
            ? await.handle(new AwaitCheckout.Query(user, checkoutId, wait.get().atMost()))
            : read.handle(new ReadCheckout.Query(user, checkoutId));
    return switch (result) {
      case ReadCheckout.Result.Found found -> {
        Response.ResponseBuilder response = Response.ok(CheckoutJson.of(found.checkout()));
        wait.ifPresent(w -> response.header(PREFERENCE_APPLIED, w.applied()));
        if (!found.checkout().isClosed()) {
          response.header(HttpHeaders.RETRY_AFTER, 1);
        }
        yield response.build();
      }
      case ReadCheckout.Result.NotFound no -> Problem.notFound("checkout").toResponse();
    };
  }

  private Response accepted(UserId user, CheckoutView checkout, @Nullable String prefer) {
    Optional<WaitPreference> wait = WaitPreference.of(prefer);
    CheckoutView now = wait.map(w -> awaited(user, checkout, w)).orElse(checkout);
    Response.ResponseBuilder response =
        wait.isPresent() && now.isClosed()
            ? Response.ok()
            : Response.accepted().header(HttpHeaders.RETRY_AFTER, 1);
    wait.ifPresent(w -> response.header(PREFERENCE_APPLIED, w.applied()));
    return response.location(address(checkout)).entity(CheckoutJson.of(now)).build();
  }

  private static Response underWay(CheckoutView checkout) {
    Response problem =
        Problem.of(
                409,
                "checkout-under-way",
                "Being bought",
                "This basket is being bought already. Wait for the end of that purchase.")
            .with("checkout", address(checkout).toString())
            .with("checkoutId", checkout.id().toString())
            .toResponse();
    return Response.fromResponse(problem).location(address(checkout)).build();
  }

  private static Response basketChanged(PricedBasket basket) {
    BasketJson now = BasketJson.of(basket);
    Problem problem =
        Problem.of(
                409,
                "basket-changed",
                "Basket changed",
                "The basket is at version %d now. Confirm what is in it.".formatted(now.version()))
            .with("lines", now.items())
            .with("basketVersion", now.version());
    MoneyJson total = now.total();
    return (total == null ? problem : problem.with("total", total)).toResponse();
  }

  private static URI address(CheckoutView checkout) {
    return URI.create("/api/checkouts/" + checkout.id());
  }

  private CheckoutView awaited(UserId user, CheckoutView checkout, WaitPreference wait) {
    if (checkout.isClosed()) {
      return checkout;
    }
    return switch (await.handle(new AwaitCheckout.Query(user, checkout.id(), wait.atMost()))) {
      case ReadCheckout.Result.Found found -> found.checkout();
      case ReadCheckout.Result.NotFound gone -> checkout;
    };
  }

  private static StartCheckout.Command command(
      UserId user, @Nullable String key, CheckoutRequest body) {
    if (key == null) {
      throw Problem.of(
              400,
              "missing-idempotency-key",
              "Idempotency-Key missing",
              "Send an Idempotency-Key header, so that a repeated request does not buy twice.")
          .toException();
    }
    PostalAddress shipping = body.shippingAddress().toAddress("shippingAddress");
    AddressJson billing = body.billingAddress();
    return new StartCheckout.Command(
        user,
        Field.read("Idempotency-Key", key, IdempotencyKey::new),
        body.expectedTotal().toMoney("expectedTotal"),
        Field.readOptional("basketVersion", body.basketVersion(), Version::new),
        body.paymentMethod(),
        new Buyer(
            Field.read("email", body.email(), EmailAddress::new),
            shipping,
            billing == null ? shipping : billing.toAddress("billingAddress")));
  }

  private static Optional<CheckoutId> id(String text) {
    try {
      return Optional.of(CheckoutId.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
