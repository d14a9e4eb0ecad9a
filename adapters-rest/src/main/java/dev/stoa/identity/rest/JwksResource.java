package dev.stoa.identity.rest;

import dev.stoa.identity.application.port.SigningKey;
import dev.stoa.identity.application.port.SigningKeys;
import dev.stoa.shared.rest.Access;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The public key that verifies access tokens, as a JSON Web Key Set (RFC 7517). */
@Path("/.well-known/jwks.json")
@Tag(name = "identity")
public final class JwksResource {
  private final SigningKeys keys;

  JwksResource(SigningKeys keys) {
    this.keys = keys;
  }

  record KeySetJson(List<KeyJson> keys) {}

  record KeyJson(String kty, String crv, String use, String alg, String kid, String x, String y) {}

  @GET
  @Operation(summary = "The public key that access tokens are signed with (RFC 7517)")
  @Access(Access.Level.ANYONE)
  @Produces(MediaType.APPLICATION_JSON)
  public Response read() {
    SigningKey key = keys.current();
    KeyJson json = new KeyJson("EC", "P-256", "sig", "ES256", key.id(), key.x(), key.y());
    return Response.ok(new KeySetJson(List.of(json)))
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
        .build();
  }
}
