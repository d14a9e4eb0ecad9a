package dev.stoa.shared.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What went wrong, as RFC 9457 problem details. The {@code slug} is stable and is what clients
 * compare; title and detail are for people.
 *
 * @param extensions further members, in order
 */
public record Problem(
    String slug, int status, String title, String detail, Map<String, Object> extensions) {
  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    if (!slug.matches("[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException("expected a slug such as price-changed, was " + slug);
    }
    extensions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
  }

  /** A problem without further members. */
  public static Problem of(int status, String slug, String title, String detail) {
    return new Problem(slug, status, title, detail, Map.of());
  }

  /** 404, the same whether the thing does not exist or is another user's. */
  public static Problem notFound(String what) {
    return of(404, "not-found", "Not found", "There is no such " + what + ".");
  }

  /** The same problem with one more member; the value is written as JSON. */
  public Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(extensions);
    more.put(member, value);
    return new Problem(slug, status, title, detail, more);
  }

  /** The problem as the answer to the request. */
  public Response toResponse() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }

  /** For where an answer cannot be returned. */
  public WebApplicationException toException() {
    return new WebApplicationException(detail, toResponse());
  }
}
