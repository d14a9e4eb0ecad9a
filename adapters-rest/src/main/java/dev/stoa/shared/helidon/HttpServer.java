package dev.stoa.shared.helidon;

import dev.stoa.shared.rest.RequestObserver;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.jersey.server.ResourceConfig;

/**
 * A running HTTP server. Each request has a virtual thread of its own. Closing it refuses new
 * requests, lets those in flight finish, and returns.
 */
public final class HttpServer implements AutoCloseable {
  private final WebServer server;
  private final JerseyHandler handler;
  private final HttpServerOptions options;
  private final AtomicBoolean closed = new AtomicBoolean();

  private HttpServer(WebServer server, JerseyHandler handler, HttpServerOptions options) {
    this.server = server;
    this.handler = handler;
    this.options = options;
  }

  /**
   * Starts to listen; returns when requests are answered.
   *
   * @throws UncheckedIOException when the host is not known or its port cannot be listened on,
   *     saying which and why
   */
  public static HttpServer start(ResourceConfig application, HttpServerOptions options) {
    return start(application, options, RequestObserver.NONE);
  }

  /** Starts to listen, telling the observer of every request. */
  public static HttpServer start(
      ResourceConfig application, HttpServerOptions options, RequestObserver observer) {
    InetAddress address = address(options.host());
    requireFree(address, options);
    JerseyHandler handler =
        new JerseyHandler(application, observer, options.maxConcurrentRequests());
    WebServer server =
        WebServer.builder()
            .host(options.host())
            .address(address)
            .port(options.port())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .maxTcpConnections(options.maxConnections())
            .maxPayloadSize(options.maxBodyBytes())
            .idleConnectionTimeout(options.idleTimeout())
            // close() has waited for the requests before; what is left are idle connections.
            .shutdownGracePeriod(Duration.ofMillis(100))
            .connectionOptions(c -> c.readTimeout(options.readTimeout()).tcpNoDelay(true))
            .addProtocol(Http1Config.builder().maxPrologueLength(8_192).build())
            .directHandlers(TransportProblems.handlers())
            .routing(HttpRouting.builder().any(handler))
            .build();
    handler.start();
    server.start();
    // It only logs when it cannot listen, such as when somebody else was faster.
    if (!server.isRunning() || server.port() < 1) {
      server.stop();
      handler.stop();
      throw cannotListen(options, new BindException("the port was taken meanwhile"));
    }
    return new HttpServer(server, handler, options);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException("the host " + host + " is not known", e);
    }
  }

  private static void requireFree(InetAddress address, HttpServerOptions options) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address, options.port()));
    } catch (IOException e) {
      throw cannotListen(options, e);
    }
  }

  private static UncheckedIOException cannotListen(HttpServerOptions options, IOException cause) {
    return new UncheckedIOException(
        "cannot listen on port %d of %s: %s"
            .formatted(options.port(), options.host(), cause.getMessage()),
        cause);
  }

  /** The port that is listened on. */
  public int port() {
    return server.port();
  }

  /** Where the server is reached from this machine. */
  public URI uri() {
    String host = options.host().equals("0.0.0.0") ? "127.0.0.1" : options.host();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port() + "/");
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    handler.drain(options.drain());
    server.stop();
    handler.stop();
  }
}
