package dev.stoa.shared.helidon;

import dev.stoa.shared.rest.RequestObserver;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.spi.Container;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Hands each request of Helidon to Jersey and Jersey's answer back, on the request's own virtual
 * thread. It counts what is in flight, so that a close can wait for it.
 */
final class JerseyHandler implements Handler, Container {
  private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
  private static final Header NO_SNIFF = HeaderValues.create("X-Content-Type-Options", "nosniff");
  private static final Header NO_FRAMES = HeaderValues.create("X-Frame-Options", "DENY");
  private static final Header NO_REFERRER = HeaderValues.create("Referrer-Policy", "no-referrer");
  private static final Header NO_SCRIPTS =
      HeaderValues.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  private static final Header NO_STORE = HeaderValues.create("Cache-Control", "no-store");
  private static final Header NO_CACHE = HeaderValues.create("Cache-Control", "no-cache");
  private static final SecurityContext NOBODY = new Nobody(false);
  private static final SecurityContext NOBODY_TLS = new Nobody(true);

  private final ApplicationHandler jersey;
  private final RequestObserver observer;
  private final String idPrefix = UUID.randomUUID().toString().substring(0, 8) + "-";
  private final AtomicLong ids = new AtomicLong();
  private final InFlight inFlight;

  JerseyHandler(ResourceConfig application, RequestObserver observer, int maxRequests) {
    this.inFlight = new InFlight(maxRequests);
    this.jersey = new ApplicationHandler(application);
    this.observer = observer;
  }

  void start() {
    jersey.onStartup(this);
  }

  void stop() {
    jersey.onShutdown(this);
  }

  /** Refuses new requests and waits until those in flight are answered, or the time is over. */
  void drain(Duration patience) {
    inFlight.drain(patience);
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    switch (inFlight.enter()) {
      case CLOSED -> Answers.closing(request, response);
      case FULL -> Answers.overloaded(response);
      case ENTERED -> serveInFlight(request, response);
    }
  }

  private void serveInFlight(ServerRequest request, ServerResponse response) {
    String id = requestId(request);
    MDC.put("request", id);
    try {
      serve(request, response, id);
    } finally {
      MDC.remove("request");
      inFlight.leave();
    }
  }

  private void serve(ServerRequest request, ServerResponse response, String id) {
    long start = System.nanoTime();
    URI base;
    URI uri;
    try {
      String root = (request.isSecure() ? "https://" : "http://") + request.authority();
      String query = request.query().isEmpty() ? "" : "?" + request.query().rawValue();
      base = new URI(root + "/");
      uri = new URI(root + request.path().rawPath() + query);
    } catch (URISyntaxException e) {
      Answers.malformedUri(response);
      return;
    }
    ContainerRequest jerseyRequest =
        new ContainerRequest(
            base,
            uri,
            request.prologue().method().text(),
            request.isSecure() ? NOBODY_TLS : NOBODY,
            new MapPropertiesDelegate(),
            jersey.getConfiguration());
    for (Header header : request.headers()) {
      if (header.valueCount() == 1) {
        jerseyRequest.header(header.name(), header.get());
      } else {
        jerseyRequest.headers(header.name(), header.allValues());
      }
    }
    if (request.content().hasEntity()) {
      jerseyRequest.setEntityStream(request.content().inputStream());
    }
    boolean personal = request.headers().contains(HeaderNames.AUTHORIZATION);
    response.header(HeaderValues.create(REQUEST_ID, id));
    response.header(NO_SNIFF);
    response.header(NO_FRAMES);
    response.header(NO_REFERRER);
    boolean streams =
        request.headers().value(HeaderNames.ACCEPT).orElse("").startsWith("text/event-stream");
    JerseyResponse writer =
        new JerseyResponse(
            response,
            personal ? NO_STORE : NO_CACHE,
            NO_SCRIPTS,
            !streams,
            inFlight::becomeStream,
            inFlight::endStream);
    jerseyRequest.setWriter(writer);
    try {
      jersey.handle(jerseyRequest);
      writer.await();
    } finally {
      writer.ended();
    }
    observer.answered(jerseyRequest, response.status().code(), System.nanoTime() - start);
  }

  private String requestId(ServerRequest request) {
    String sent = request.headers().value(REQUEST_ID).orElse(null);
    if (sent != null
        && sent.length() <= 64
        && sent.chars().allMatch(JerseyHandler::isIdCharacter)) {
      return sent;
    }
    return idPrefix + Long.toString(ids.incrementAndGet(), 36);
  }

  private static boolean isIdCharacter(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  @Override
  public ResourceConfig getConfiguration() {
    return jersey.getConfiguration();
  }

  @Override
  public ApplicationHandler getApplicationHandler() {
    return jersey;
  }

  @Override
  public void reload() {
    throw new UnsupportedOperationException("the resources never change while the server runs");
  }

  @Override
  public void reload(ResourceConfig configuration) {
    reload();
  }

  /** Before authentication a request is nobody's. */
  private record Nobody(boolean secure) implements SecurityContext {
    @Override
    public @Nullable Principal getUserPrincipal() {
      return null;
    }

    @Override
    public boolean isUserInRole(String role) {
      return false;
    }

    @Override
    public boolean isSecure() {
      return secure;
    }

    @Override
    public @Nullable String getAuthenticationScheme() {
      return null;
    }
  }

  /** Whether a request may be worked on. */
  private enum Entry {
    ENTERED,
    FULL,
    CLOSED
  }

  /** How many requests are being worked on, and whether new ones are taken. */
  private static final class InFlight {
    /** The number of requests; with this bit set, no new ones. */
    private static final long CLOSED = 1L << 62;

    private final long most;
    private final AtomicLong streams = new AtomicLong();
    private final AtomicLong state = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();

    InFlight(int most) {
      this.most = most;
    }

    Entry enter() {
      long now = state.incrementAndGet();
      if (now <= most + streams.get()) {
        return Entry.ENTERED;
      }
      leave();
      return now > CLOSED ? Entry.CLOSED : Entry.FULL;
    }

    /** A request is being answered by a stream of events: it works on nothing, and lasts. */
    void becomeStream() {
      streams.incrementAndGet();
    }

    void endStream() {
      streams.decrementAndGet();
    }

    void leave() {
      if (state.decrementAndGet() == CLOSED) {
        lock.lock();
        try {
          empty.signalAll();
        } finally {
          lock.unlock();
        }
      }
    }

    void drain(Duration patience) {
      state.getAndUpdate(n -> n | CLOSED);
      long left = patience.toNanos();
      lock.lock();
      try {
        while (state.get() != CLOSED && left > 0) {
          left = empty.awaitNanos(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Answers given without Jersey. */
  private static final class Answers {
    static void overloaded(ServerResponse response) {
      response.header(HeaderValues.create(HeaderNames.RETRY_AFTER, "1"));
      send(
          response,
          Status.SERVICE_UNAVAILABLE_503,
          "overloaded",
          "Too many requests at once",
          "The server works on as many requests as it can. Retry shortly.");
    }

    static void closing(ServerRequest request, ServerResponse response) {
      if (request.prologue().protocolVersion().startsWith("1")) {
        response.header(HeaderValues.CONNECTION_CLOSE);
      }
      response.header(HeaderValues.create(HeaderNames.RETRY_AFTER, "1"));
      send(
          response,
          Status.SERVICE_UNAVAILABLE_503,
          "shutting-down",
          "Shutting down",
          "The server is closing. Retry the request.");
    }

    static void malformedUri(ServerResponse response) {
      send(
          response,
          Status.BAD_REQUEST_400,
          "malformed-request",
          "Malformed request",
          "The request target is not a URI.");
    }

    private static void send(
        ServerResponse response, Status status, String slug, String title, String detail) {
      response.status(status);
      response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/problem+json"));
      response.send(
          ProblemText.of(status.code(), slug, title, detail).getBytes(StandardCharsets.UTF_8));
    }
  }
}
