package dev.stoa.bootstrap;

import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The web page: a few files of the storefront module, kept in memory. */
@Path("/")
@Tag(name = "storefront")
public final class StorefrontResource {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon");
  private static final String PAGE_POLICY =
      "default-src 'self'; img-src 'self' data: https:; frame-ancestors 'none'; base-uri 'none';"
          + " form-action 'self'";

  private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

  @GET
  @Access(Access.Level.ANYONE)
  @Operation(summary = "The web page of the shop")
  public Response page(@HeaderParam("If-None-Match") @Nullable String known) {
    return file("index.html", known);
  }

  @GET
  @Path("storefront/{file: [a-z0-9-]+\\.[a-z]+}")
  @Access(Access.Level.ANYONE)
  @Operation(summary = "A file of the web page")
  public Response file(
      @PathParam("file") String name, @HeaderParam("If-None-Match") @Nullable String known) {
    String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (mediaType == null) {
      throw Problem.notFound("file").toException();
    }
    StaticFile file = files.get(name);
    if (file == null) {
      file = load(name);
      files.put(name, file);
    }
    CacheControl revalidate = new CacheControl();
    revalidate.setNoCache(true);
    Response.ResponseBuilder response =
        file.tag().equals(known) ? Response.notModified() : Response.ok(file.bytes(), mediaType);
    return response
        .header("Content-Security-Policy", PAGE_POLICY)
        .tag(new EntityTag(file.tag().substring(1, file.tag().length() - 1)))
        .cacheControl(revalidate)
        .build();
  }

  private static StaticFile load(String name) {
    try (InputStream in = StorefrontResource.class.getResourceAsStream("/storefront/" + name)) {
      if (in == null) {
        throw Problem.notFound("file").toException();
      }
      byte[] bytes = in.readAllBytes();
      return new StaticFile(bytes, "\"" + UUID.nameUUIDFromBytes(bytes) + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file with its entity tag, quotes included. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and only Jersey reads it.
  private record StaticFile(byte[] bytes, String tag) {}
}
