package dev.stoa.catalog.rest;

import dev.stoa.catalog.application.ReadLedger;
import dev.stoa.catalog.application.ReadStock;
import dev.stoa.catalog.application.RecordStockMovement;
import dev.stoa.catalog.application.StockView;
import dev.stoa.catalog.domain.StockMovement;
import dev.stoa.shared.application.IdempotencyKey;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.Field;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/products/{id}/stock} and {@code /stock-movements}. */
@Path("/api/products")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "stock")
public final class StockResource {
  private final ReadStock readStock;
  private final ReadLedger readLedger;
  private final RecordStockMovement recordMovement;

  StockResource(ReadStock readStock, ReadLedger readLedger, RecordStockMovement recordMovement) {
    this.readStock = readStock;
    this.readLedger = readLedger;
    this.recordMovement = recordMovement;
  }

  /**
   * Goods that came in or were lost.
   *
   * @param delta how many more or, below 0, fewer
   */
  record MovementRequest(String sku, int delta, String reason) {}

  record StockResponse(String sku, int onHand, int held, int available) {
    static StockResponse of(StockView stock) {
      return new StockResponse(
          stock.sku().value(), stock.onHand(), stock.held(), stock.available());
    }
  }

  /**
   * A line of the ledger.
   *
   * @param kind received, adjusted, held, released, expired, sold or returned
   * @param onHand by how many the goods on hand grew
   * @param held by how many the goods held for checkouts grew
   */
  record MovementResponse(
      String sku,
      long sequence,
      String kind,
      int onHand,
      int held,
      String reason,
      Instant occurredAt) {
    static MovementResponse of(StockMovement movement) {
      return new MovementResponse(
          movement.sku().value(),
          movement.sequence(),
          movement.kind().slug(),
          movement.onHand(),
          movement.held(),
          movement.reason(),
          movement.at());
    }
  }

  record RecordedResponse(MovementResponse movement, StockResponse stock) {}

  @GET
  @Path("{id}/stock")
  @Access(Level.ADMIN)
  @Operation(summary = "The stock of each variant")
  public PageJson<StockResponse> stock(@PathParam("id") String id) {
    return new PageJson<>(
        readStock
            .handle(CatalogProblems.productId(id))
            .orElseThrow(() -> Problem.notFound("product").toException())
            .stream()
            .map(StockResponse::of)
            .toList(),
        null);
  }

  @GET
  @Path("{id}/stock-movements")
  @Access(Level.ADMIN)
  @Operation(summary = "The ledger of a variant, newest first; of the first one without sku")
  public PageJson<MovementResponse> movements(
      @PathParam("id") String id,
      @QueryParam("sku") @Nullable String sku,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var query =
        new ReadLedger.Query(
            CatalogProblems.productId(id),
            Field.readOptional("sku", sku, Sku::new),
            PageJson.request(limit, cursor));
    return readLedger
        .handle(query)
        .map(page -> PageJson.of(page, MovementResponse::of))
        .orElseThrow(() -> Problem.notFound("product with this SKU").toException());
  }

  @POST
  @Path("{id}/stock-movements")
  @Access(Level.ADMIN)
  @Operation(summary = "Records goods that came in, or were lost or counted anew")
  @ApiResponse(responseCode = "201", description = "It is in the ledger")
  @ApiResponse(responseCode = "409", description = "stock-too-low")
  public Response recordMovement(
      @PathParam("id") String id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      MovementRequest body,
      @Context SecurityContext security) {
    ProductId product = CatalogProblems.productId(id);
    Sku sku = Field.read("sku", body.sku(), Sku::new);
    String reason = Field.read("reason", body.reason(), StockMovement::checkedReason);
    IdempotencyKey attempt = Field.readOptional("Idempotency-Key", key, IdempotencyKey::new);
    UUID movement =
        attempt == null ? null : RecordStockMovement.idOf(Caller.of(security).userId(), attempt);
    var command =
        Field.read(
            "delta",
            body.delta(),
            delta -> new RecordStockMovement.Command(product, sku, delta, reason, movement));
    return switch (recordMovement.handle(command)) {
      case RecordStockMovement.Result.Recorded recorded ->
          Response.status(201)
              .entity(
                  new RecordedResponse(
                      MovementResponse.of(recorded.movement()), StockResponse.of(recorded.stock())))
              .build();
      case RecordStockMovement.Result.NotFound no ->
          Problem.notFound("product with this SKU").toResponse();
      case RecordStockMovement.Result.Impossible no ->
          Problem.of(
                  409,
                  "stock-too-low",
                  "Impossible movement",
                  "%d of %s are on hand, of which %d are not held for checkouts."
                      .formatted(no.onHand(), sku, no.available()))
              .with("onHand", no.onHand())
              .with("available", no.available())
              .toResponse();
      case RecordStockMovement.Result.KeyReused reused -> CatalogProblems.keyReused();
    };
  }
}
