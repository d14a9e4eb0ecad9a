package dev.stoa.catalog.rest;

import dev.stoa.catalog.application.ImportProducts;
import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Access.Level;
import dev.stoa.shared.rest.BodyLimit;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/products/import}. */
@Path("/api/products")
@Tag(name = "products")
public final class ImportResource {
  private static final long LARGEST_FILE = 20L * 1_048_576;

  private final ImportProducts importProducts;

  ImportResource(ImportProducts importProducts) {
    this.importProducts = importProducts;
  }

  /**
   * What came of an import.
   *
   * @param stocked SKUs that got an opening stock
   * @param refused lines that were left out
   */
  record ImportResponse(
      int created, int updated, int unchanged, int stocked, List<RefusedItem> refused) {}

  /** A line that was left out, and why. */
  record RefusedItem(long line, @Nullable String handle, String reason) {}

  @POST
  @Path("import")
  @Consumes("text/csv")
  @Produces(MediaType.APPLICATION_JSON)
  @Access(Level.ADMIN)
  @BodyLimit(LARGEST_FILE)
  @Operation(summary = "Imports Shopify's product CSV; the same file again changes nothing")
  @ApiResponse(responseCode = "200", description = "What went in, and each refused line")
  @ApiResponse(responseCode = "400", description = "unreadable-csv: it is no file of products")
  public Response importProducts(byte[] file) {
    return switch (importProducts.handle(file, progress -> {})) {
      case ImportProducts.Result.Imported done ->
          Response.ok(
                  new ImportResponse(
                      done.created(),
                      done.updated(),
                      done.unchanged(),
                      done.stocked(),
                      done.refused().stream()
                          .map(line -> new RefusedItem(line.line(), line.handle(), line.reason()))
                          .toList()))
              .build();
      case ImportProducts.Result.Unreadable no ->
          Problem.of(400, "unreadable-csv", "Unreadable CSV", no.reason()).toResponse();
    };
  }
}
