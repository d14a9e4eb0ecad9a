package dev.stoa.shared.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gives every route a filter of its own that knows, from the start, who may call it and how large a
 * body it takes.
 */
final class RouteGuard implements DynamicFeature {
  private final CallerAuthenticator authenticator;
  private final CallerStanding standing;
  private final RestOptions options;

  RouteGuard(CallerAuthenticator authenticator, CallerStanding standing, RestOptions options) {
    this.authenticator = authenticator;
    this.standing = standing;
    this.options = options;
  }

  /**
   * Refuses resources with a route for which nobody decided who may call it.
   *
   * @throws IllegalStateException naming every such method
   */
  static void requireDecisions(Collection<?> resources) {
    List<String> undecided = new ArrayList<>();
    for (Object resource : resources) {
      for (Method method : resource.getClass().getMethods()) {
        boolean route = isRoute(method);
        boolean locator = !route && method.isAnnotationPresent(Path.class);
        if (locator || (route && !method.isAnnotationPresent(Access.class))) {
          undecided.add(resource.getClass().getSimpleName() + "." + method.getName());
        }
      }
    }
    if (!undecided.isEmpty()) {
      throw new IllegalStateException(
          "every route needs @Access (and none is a sub-resource locator): "
              + String.join(", ", undecided));
    }
  }

  static boolean isRoute(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      if (annotation.annotationType().isAnnotationPresent(HttpMethod.class)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void configure(ResourceInfo route, FeatureContext context) {
    Access access = route.getResourceMethod().getAnnotation(Access.class);
    if (access == null) {
      return; // Jersey's own answers to OPTIONS; the rest was refused before the start
    }
    BodyLimit limit = route.getResourceMethod().getAnnotation(BodyLimit.class);
    context.register(
        new Guard(
            access.value(),
            authenticator,
            standing,
            limit == null ? options.maxBodyBytes() : limit.value(),
            needsBody(route.getResourceMethod())));
  }

  /** Whether the method has a parameter for the body, and it may not be absent. */
  private static boolean needsBody(Method method) {
    for (Parameter parameter : method.getParameters()) {
      if (parameter.getAnnotations().length == 0
          && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        return true;
      }
    }
    return false;
  }

  /** The decision of one route. */
  @Priority(Priorities.AUTHENTICATION)
  private static final class Guard implements ContainerRequestFilter {
    private static final String REALM = "Bearer realm=\"stoa\"";

    private final Access.Level level;
    private final CallerAuthenticator authenticator;
    private final CallerStanding standing;
    private final long maxBodyBytes;
    private final boolean needsBody;

    Guard(
        Access.Level level,
        CallerAuthenticator authenticator,
        CallerStanding standing,
        long maxBodyBytes,
        boolean needsBody) {
      this.level = level;
      this.authenticator = authenticator;
      this.standing = standing;
      this.maxBodyBytes = maxBodyBytes;
      this.needsBody = needsBody;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      String token = bearerToken(request.getHeaderString(HttpHeaders.AUTHORIZATION));
      Caller caller = token == null ? null : authenticate(token);
      if (caller != null) {
        request.setSecurityContext(new CallerContext(caller, request.getSecurityContext()));
      }
      if (level != Access.Level.ANYONE && caller == null) {
        throw unauthenticated("Log in and send the access token.", REALM);
      }
      if (level == Access.Level.ADMIN && caller != null && !caller.isAdmin()) {
        throw forAdministrators();
      }
      limitBody(request);
      if (level != Access.Level.ANYONE
          && caller != null
          && token != null
          && changesSomething(request.getMethod())) {
        requireStanding(caller, token);
      }
    }

    /** Decided by the method, so that no route is forgotten: what only reads is a GET. */
    private static boolean changesSomething(String method) {
      return !method.equals(HttpMethod.GET)
          && !method.equals(HttpMethod.HEAD)
          && !method.equals(HttpMethod.OPTIONS);
    }

    private void requireStanding(Caller caller, String token) {
      switch (standing.of(caller, token, level == Access.Level.ADMIN)) {
        case GOOD -> {}
        case ENDED ->
            throw unauthenticated(
                "The account or the session of this access token is gone.",
                REALM + ", error=\"invalid_token\"");
        case NO_ADMIN -> throw forAdministrators();
      }
    }

    private static jakarta.ws.rs.WebApplicationException forAdministrators() {
      return Problem.of(403, "forbidden", "Not allowed", "This is for administrators only.")
          .toException();
    }

    private static @Nullable String bearerToken(@Nullable String header) {
      if (header == null) {
        return null;
      }
      if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
        throw unauthenticated("The Authorization header is not a bearer token.", REALM);
      }
      return header.substring(7).strip();
    }

    private Caller authenticate(String token) {
      try {
        return authenticator.authenticate(token);
      } catch (CallerAuthenticator.InvalidAccessToken e) {
        throw unauthenticated(
            "The access token is not valid: " + e.getMessage() + ".",
            REALM + ", error=\"invalid_token\"");
      }
    }

    private void limitBody(ContainerRequestContext request) {
      if (request.getLength() > maxBodyBytes) {
        throw LimitedBody.tooLarge(maxBodyBytes);
      }
      InputStream body = request.getEntityStream();
      if (body != null && !request.getMethod().equals(HttpMethod.GET)) {
        request.setEntityStream(new LimitedBody(body, maxBodyBytes));
      }
      if (needsBody && request.getMediaType() == null && !request.hasEntity()) {
        throw JsonProblems.malformed("a body was expected, but there was none");
      }
    }

    private static jakarta.ws.rs.WebApplicationException unauthenticated(
        String detail, String challenge) {
      Response response =
          Response.fromResponse(
                  Problem.of(401, "unauthenticated", "Not logged in", detail).toResponse())
              .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
              .build();
      return new jakarta.ws.rs.WebApplicationException(detail, response);
    }
  }

  private record CallerContext(Caller caller, SecurityContext before) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
      return caller.roles().contains(role.toUpperCase(Locale.ROOT));
    }

    @Override
    public boolean isSecure() {
      return before.isSecure();
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
