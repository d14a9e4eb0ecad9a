package dev.stoa.catalog.rest;

import dev.stoa.catalog.application.ChangeProduct;
import dev.stoa.catalog.application.CreateProduct;
import dev.stoa.catalog.application.DeleteProduct;
import dev.stoa.catalog.application.FindProduct;
import dev.stoa.catalog.application.ListProducts;
import dev.stoa.catalog.application.ProductView;
import dev.stoa.catalog.domain.Slug;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.EntityTags;
import dev.stoa.shared.rest.Field;
import dev.stoa.shared.rest.PageJson;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/products}. */
@Path("/api/products")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "products")
public final class ProductResource {
  private final ListProducts list;
  private final FindProduct find;
  private final CreateProduct create;
  private final ChangeProduct change;
  private final DeleteProduct delete;

  ProductResource(
      ListProducts list,
      FindProduct find,
      CreateProduct create,
      ChangeProduct change,
      DeleteProduct delete) {
    this.list = list;
    this.find = find;
    this.create = create;
    this.change = change;
    this.delete = delete;
  }

  @GET
  @Access(Level.ANYONE)
  @Operation(summary = "Products, newest first; merchants also see those not on sale")
  public Response list(
      @QueryParam("category") @Nullable String category,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context SecurityContext security) {
    var query =
        new ListProducts.Query(
            Field.readOptional("category", category, Slug::new),
            isMerchant(security),
            PageJson.request(limit, cursor));
    return fresh(Response.ok(PageJson.of(list.handle(query), ProductResponse::of)));
  }

  @GET
  @Path("{idOrHandle}")
  @Access(Level.ANYONE)
  @Operation(summary = "One product, by its id or its handle")
  @ApiResponse(responseCode = "304", description = "It is as If-None-Match says")
  public Response find(
      @PathParam("idOrHandle") String idOrHandle,
      @Context Request request,
      @Context SecurityContext security) {
    ProductView product =
        find(idOrHandle, isMerchant(security))
            .orElseThrow(() -> Problem.notFound("product").toException());
    EntityTag tag = ProductTags.of(product);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return fresh(
        unchanged == null ? Response.ok(ProductResponse.of(product)).tag(tag) : unchanged.tag(tag));
  }

  @POST
  @Access(Level.ADMIN)
  @Operation(summary = "Puts a product into the catalogue")
  @ApiResponse(responseCode = "201", description = "It is in the catalogue")
  @ApiResponse(responseCode = "409", description = "sku-taken, handle-taken")
  public Response create(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ProductRequest body,
      @Context SecurityContext security) {
    IdempotencyKey attempt = Field.readOptional("Idempotency-Key", key, IdempotencyKey::new);
    CreateProduct.Command command =
        attempt == null
            ? new CreateProduct.Command(body.toDetails(), null)
            : CreateProduct.Command.keyed(body.toDetails(), Caller.of(security).userId(), attempt);
    return switch (create.handle(command)) {
      case CreateProduct.Result.Created created ->
          Response.created(URI.create("/api/products/" + created.product().id()))
              .tag(ProductTags.of(created.product()))
              .entity(ProductResponse.of(created.product()))
              .build();
      case CreateProduct.Result.UnknownCategory unknown ->
          CatalogProblems.unknownCategory("categories", unknown.category());
      case CreateProduct.Result.SkuInUse taken -> skuTaken(taken.sku());
      case CreateProduct.Result.HandleInUse taken -> handleTaken(taken.handle());
      case CreateProduct.Result.KeyReused reused -> CatalogProblems.keyReused();
      case CreateProduct.Result.DeletedSince deleted ->
          Problem.of(
                  409,
                  "conflict",
                  "Deleted since",
                  "The product that was created with this Idempotency-Key has been deleted.")
              .toResponse();
    };
  }

  @PUT
  @Path("{id}")
  @Access(Level.ADMIN)
  @Operation(summary = "Replaces a product; If-Match takes the tag that was read")
  @ApiResponse(responseCode = "412", description = "It was changed since")
  public Response change(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      ProductRequest body) {
    ProductId product = CatalogProblems.productId(id);
    var command =
        new ChangeProduct.Command(
            product, body.toDetails(), ProductTags.required(ifMatch).orElse(null));
    return switch (change.handle(command)) {
      case ChangeProduct.Result.Changed changed ->
          Response.ok(ProductResponse.of(changed.product()))
              .tag(ProductTags.of(changed.product()))
              .build();
      case ChangeProduct.Result.NotFound no -> Problem.notFound("product").toResponse();
      case ChangeProduct.Result.ChangedMeanwhile no -> EntityTags.preconditionFailed().toResponse();
      case ChangeProduct.Result.UnknownCategory unknown ->
          CatalogProblems.unknownCategory("categories", unknown.category());
      case ChangeProduct.Result.SkuInUse taken -> skuTaken(taken.sku());
      case ChangeProduct.Result.HandleInUse taken -> handleTaken(taken.handle());
    };
  }

  @DELETE
  @Path("{id}")
  @Access(Level.ADMIN)
  @Operation(summary = "Takes a product out of the catalogue for good")
  @ApiResponse(responseCode = "204", description = "It is gone")
  public Response delete(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    var command =
        new DeleteProduct.Command(
            CatalogProblems.productId(id), ProductTags.required(ifMatch).orElse(null));
    return switch (delete.handle(command)) {
      case DeleteProduct.Result.Deleted deleted -> Response.noContent().build();
      case DeleteProduct.Result.NotFound no -> Problem.notFound("product").toResponse();
      case DeleteProduct.Result.ChangedMeanwhile no -> EntityTags.preconditionFailed().toResponse();
    };
  }

  private Optional<ProductView> find(String idOrHandle, boolean inactiveToo) {
    Optional<ProductId> id = CatalogProblems.asProductId(idOrHandle);
    if (id.isPresent()) {
      return find.byId(id.get(), inactiveToo);
    }
    try {
      return find.byHandle(new Slug(idOrHandle), inactiveToo);
    } catch (IllegalArgumentException neitherIdNorHandle) {
      return Optional.empty();
    }
  }

  private static boolean isMerchant(SecurityContext security) {
    return security.getUserPrincipal() instanceof Caller caller && caller.isAdmin();
  }

  /** May be kept, but must be asked for again: prices and stock move. */
  private static Response fresh(Response.ResponseBuilder response) {
    return response
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .build();
  }

  private static Response skuTaken(Sku sku) {
    return Problem.of(409, "sku-taken", "SKU taken", "Another product has the SKU " + sku + ".")
        .with("skus", List.of(sku.value()))
        .toResponse();
  }

  private static Response handleTaken(Slug handle) {
    return Problem.of(
            409, "handle-taken", "Handle taken", "Another product has the handle " + handle + ".")
        .toResponse();
  }
}
