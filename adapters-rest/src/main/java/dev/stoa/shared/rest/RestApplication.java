package dev.stoa.shared.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/**
 * Puts resources, JSON, problems and the guard of every route together, with the description of all
 * of it at {@code /openapi.json}.
 */
public final class RestApplication {
  /** Jersey warns that a resource which is an object is no provider; nobody said it were. */
  private static final Logger PROVIDERS =
      Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

  static {
    PROVIDERS.setLevel(Level.SEVERE);
  }

  private RestApplication() {}

  /**
   * The application that serves these resources.
   *
   * @param resources singletons with Jakarta REST annotations
   * @param standing is asked before each request of somebody logged in that changes something
   * @throws IllegalStateException when a route has no {@link Access}
   */
  public static ResourceConfig of(
      Collection<?> resources,
      CallerAuthenticator authenticator,
      CallerStanding standing,
      RestOptions options) {
    List<Object> all = new ArrayList<>(resources);
    all.add(new OpenApiResource(all));
    RouteGuard.requireDecisions(all);
    ResourceConfig application =
        new ResourceConfig()
            .register(new JsonProvider())
            .register(new ProblemMapper())
            .register(new RouteGuard(authenticator, standing, options))
            .addProperties(
                Map.of(
                    // Nothing is found by scanning: what is served stands in this method.
                    CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
                    CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
                    CommonProperties.JSON_PROCESSING_FEATURE_DISABLE, true,
                    CommonProperties.MOXY_JSON_FEATURE_DISABLE, true,
                    ServerProperties.WADL_FEATURE_DISABLE, true,
                    ServerProperties.BV_FEATURE_DISABLE, true,
                    // A problem without a body gets one here, never an HTML page.
                    ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true));
    all.forEach(application::register);
    return application;
  }
}
