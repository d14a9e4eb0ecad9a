package dev.stoa.shared.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** {@code /openapi.json}: written when first asked for, then kept. */
@Path("/openapi.json")
@Tag(name = "operations")
public final class OpenApiResource {
  private final Collection<?> resources;
  private byte @Nullable [] document;

  OpenApiResource(Collection<?> resources) {
    this.resources = resources;
  }

  @GET
  @Access(Access.Level.ANYONE)
  @Produces("application/json")
  @Operation(summary = "This description, as OpenAPI 3.1")
  public synchronized byte[] document() throws JsonProcessingException {
    byte[] kept = document;
    if (kept == null) {
      kept =
          Json31.mapper()
              .writeValueAsString(OpenApiDocument.of(resources))
              .getBytes(StandardCharsets.UTF_8);
      document = kept;
    }
    return kept;
  }
}
