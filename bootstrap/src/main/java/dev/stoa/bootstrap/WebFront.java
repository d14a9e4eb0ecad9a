package dev.stoa.bootstrap;

import dev.stoa.shared.helidon.HttpServer;
import dev.stoa.shared.helidon.HttpServerOptions;
import dev.stoa.shared.rest.CallerAuthenticator;
import dev.stoa.shared.rest.CallerStanding;
import dev.stoa.shared.rest.RequestMetrics;
import dev.stoa.shared.rest.RestApplication;
import dev.stoa.shared.rest.RestOptions;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shop as seen from the network: all resources on one HTTP server. */
final class WebFront implements AutoCloseable {
  private static final long LARGEST_IMPORT = 64L * 1_048_576;

  private final Set<Object> resources;
  private final CallerAuthenticator authenticator;
  private final CallerStanding standing;
  private final RequestMetrics metrics;
  private final ShopConfig.Http config;
  private @Nullable HttpServer server;

  WebFront(
      Set<Object> resources,
      CallerAuthenticator authenticator,
      CallerStanding standing,
      RequestMetrics metrics,
      ShopConfig.Http config) {
    this.resources = resources;
    this.authenticator = authenticator;
    this.standing = standing;
    this.metrics = metrics;
    this.config = config;
  }

  /** Starts to listen; returns where. */
  URI start() {
    HttpServer listening =
        HttpServer.start(
            RestApplication.of(
                resources, authenticator, standing, new RestOptions(config.maxBodyBytes())),
            new HttpServerOptions(
                config.host(),
                config.port(),
                config.maxRequests(),
                config.maxConnections(),
                config.readTimeout(),
                config.idleTimeout(),
                Math.max(LARGEST_IMPORT, config.maxBodyBytes()),
                config.drain()),
            metrics);
    server = listening;
    return listening.uri();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
