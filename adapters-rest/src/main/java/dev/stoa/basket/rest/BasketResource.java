package dev.stoa.basket.rest;

import dev.stoa.basket.application.AddToBasket;
import dev.stoa.basket.application.ClearBasket;
import dev.stoa.basket.application.ReadBasket;
import dev.stoa.basket.application.RemoveFromBasket;
import dev.stoa.basket.application.SetQuantity;
import dev.stoa.basket.domain.BasketOwner;
import dev.stoa.basket.domain.PricedBasket;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.Field;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/basket}: the caller's own. Changes need no If-Match, for each of them makes sense
 * whatever else changed meanwhile.
 */
@Path("/api/basket")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "basket")
public final class BasketResource {
  private final ReadBasket read;
  private final AddToBasket add;
  private final SetQuantity set;
  private final RemoveFromBasket remove;
  private final ClearBasket clear;

  BasketResource(
      ReadBasket read,
      AddToBasket add,
      SetQuantity set,
      RemoveFromBasket remove,
      ClearBasket clear) {
    this.read = read;
    this.add = add;
    this.set = set;
    this.remove = remove;
    this.clear = clear;
  }

  record AddRequest(String sku, int quantity) {}

  record SetRequest(int quantity) {}

  @GET
  @Access(Level.USER)
  @Operation(summary = "The basket at the prices of now")
  @ApiResponse(responseCode = "200", description = "The basket; empty when nothing was added")
  public Response basket(@Context SecurityContext security, @Context Request request) {
    PricedBasket basket = read.handle(new ReadBasket.Query(owner(security)));
    BasketJson json = BasketJson.of(basket);
    EntityTag tag = tag(basket, json);
    Response.ResponseBuilder notModified = request.evaluatePreconditions(tag);
    return (notModified == null ? Response.ok(json) : notModified).tag(tag).build();
  }

  @POST
  @Path("items")
  @Access(Level.USER)
  @Operation(summary = "Adds pieces of a SKU")
  @ApiResponse(responseCode = "200", description = "The line as it is now")
  @ApiResponse(responseCode = "404", description = "unknown-product")
  @ApiResponse(responseCode = "409", description = "not-enough-stock, quantity-limit, basket-full")
  @ApiResponse(responseCode = "422", description = "idempotency-key-reused")
  public Response add(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      AddRequest body,
      @Context SecurityContext security) {
    AddToBasket.Command command =
        new AddToBasket.Command(
            owner(security),
            Field.read("sku", body.sku(), Sku::of),
            Field.read("quantity", body.quantity(), Quantity::of),
            Optional.ofNullable(Field.readOptional("Idempotency-Key", key, IdempotencyKey::new)));
    return switch (add.handle(command)) {
      case AddToBasket.Result.Added added ->
          Response.ok(BasketJson.ChangedLine.of(added.line())).build();
      case AddToBasket.Result.UnknownProduct no -> BasketProblems.unknownProduct(no.sku());
      case AddToBasket.Result.NotEnoughStock no ->
          BasketProblems.notEnoughStock(no.sku(), no.available(), no.inBasket());
      case AddToBasket.Result.TooManyOfOne no ->
          BasketProblems.tooManyOfOne(no.sku(), no.inBasket());
      case AddToBasket.Result.BasketFull no -> BasketProblems.basketFull();
      case AddToBasket.Result.KeyReused no -> BasketProblems.keyReused();
    };
  }

  @PUT
  @Path("items/{sku}")
  @Access(Level.USER)
  @Operation(summary = "Sets how many pieces of a SKU the basket holds")
  @ApiResponse(responseCode = "200", description = "The line as it is now")
  @ApiResponse(responseCode = "404", description = "unknown-product")
  @ApiResponse(responseCode = "409", description = "not-enough-stock, basket-full")
  public Response set(
      @PathParam("sku") String sku, SetRequest body, @Context SecurityContext security) {
    SetQuantity.Command command =
        new SetQuantity.Command(
            owner(security),
            sku(sku).orElseThrow(() -> Problem.notFound("product").toException()),
            Field.read("quantity", body.quantity(), Quantity::of));
    return switch (set.handle(command)) {
      case SetQuantity.Result.Changed changed ->
          Response.ok(BasketJson.ChangedLine.of(changed.line())).build();
      case SetQuantity.Result.UnknownProduct no -> BasketProblems.unknownProduct(no.sku());
      case SetQuantity.Result.NotEnoughStock no ->
          Problem.of(
                  409,
                  "not-enough-stock",
                  "Not enough in stock",
                  "Of %s, %d can be bought.".formatted(no.sku(), no.available()))
              .with("sku", no.sku().value())
              .with("available", no.available())
              .toResponse();
      case SetQuantity.Result.BasketFull no -> BasketProblems.basketFull();
    };
  }

  @DELETE
  @Path("items/{sku}")
  @Access(Level.USER)
  @Operation(summary = "Removes a SKU; also when it is not there, or its product is gone")
  @ApiResponse(responseCode = "204", description = "It is not in the basket")
  public Response remove(@PathParam("sku") String sku, @Context SecurityContext security) {
    Sku which = sku(sku).orElseThrow(() -> Problem.notFound("product").toException());
    return switch (remove.handle(new RemoveFromBasket.Command(owner(security), which))) {
      case RemoveFromBasket.Result.Removed removed -> Response.noContent().build();
      case RemoveFromBasket.Result.NotInBasket already -> Response.noContent().build();
    };
  }

  @DELETE
  @Access(Level.USER)
  @Operation(summary = "Empties the basket")
  @ApiResponse(responseCode = "204", description = "It is empty")
  public Response clear(@Context SecurityContext security) {
    clear.handle(new ClearBasket.Command(owner(security)));
    return Response.noContent().build();
  }

  /** Prices change without the basket: the tag covers both. */
  private static EntityTag tag(PricedBasket basket, BasketJson json) {
    return new EntityTag(
        basket.version().value() + "-" + json.fingerprint().hex().substring(0, 16));
  }

  private static BasketOwner owner(SecurityContext security) {
    return BasketOwner.user(Caller.of(security).userId());
  }

  private static Optional<Sku> sku(String text) {
    try {
      return Optional.of(Sku.of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
