package dev.stoa.bootstrap;

import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** The pictures of the demo catalogue. */
@Path("/images/demo")
@Tag(name = "storefront")
public final class DemoPictureResource {
  private final DemoPictures pictures;

  DemoPictureResource(DemoPictures pictures) {
    this.pictures = pictures;
  }

  @GET
  @Path("{handle: [a-z0-9-]+}.svg")
  @Access(Access.Level.ANYONE)
  @Operation(summary = "The drawing of a product of the demo catalogue")
  public Response picture(@PathParam("handle") String handle) {
    byte[] svg = pictures.of(handle).orElseThrow(() -> Problem.notFound("picture").toException());
    return Response.ok(svg, "image/svg+xml").header("Cache-Control", "max-age=86400").build();
  }
}
