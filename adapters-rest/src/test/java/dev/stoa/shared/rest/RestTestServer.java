package dev.stoa.shared.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.helidon.HttpServer;
import dev.stoa.shared.helidon.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The real HTTP server with some resources, for tests, and a client for it. Its access tokens are
 * plain: {@link #customer} and {@link #admin} give one for a user's id.
 *
 * <pre>{@code
 * try (RestTestServer server = RestTestServer.of(new OrderResource(...))) {
 *   Answer answer = server.as(RestTestServer.customer(userId)).get("/api/orders");
 *   assertThat(answer.status()).isEqualTo(200);
 *   assertThat(answer.json().at("/items/0/id").textValue()).isEqualTo(...);
 * }
 * }</pre>
 */
public final class RestTestServer implements AutoCloseable {
  /** Knows the tokens of {@link #customer} and {@link #admin}; anything else is refused. */
  public static final CallerAuthenticator PLAIN_TOKENS =
      token -> {
        String[] parts = token.split(":", -1);
        if (parts.length != 2 || !Set.of("customer", "admin").contains(parts[0])) {
          throw new CallerAuthenticator.InvalidAccessToken("it is not one of this test");
        }
        Set<String> roles =
            parts[0].equals("admin") ? Set.of("CUSTOMER", "ADMIN") : Set.of("CUSTOMER");
        return new Caller(new UserId(UUID.fromString(parts[1])), roles);
      };

  /** Everybody may act; whom a token names decides {@link #PLAIN_TOKENS}. */
  public static final CallerStanding GOOD_STANDING =
      (caller, token, asAdmin) -> CallerStanding.Standing.GOOD;

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  private RestTestServer(HttpServer server) {
    this.server = server;
  }

  /** Starts a server with these resources and {@link #PLAIN_TOKENS}. */
  public static RestTestServer of(Object... resources) {
    return of(PLAIN_TOKENS, RestOptions.DEFAULT, resources);
  }

  /** Starts a server with these resources, for callers of whom each may act. */
  public static RestTestServer of(
      CallerAuthenticator authenticator, RestOptions options, Object... resources) {
    return of(authenticator, GOOD_STANDING, options, resources);
  }

  /** Starts a server with these resources. */
  public static RestTestServer of(
      CallerAuthenticator authenticator,
      CallerStanding standing,
      RestOptions options,
      Object... resources) {
    return new RestTestServer(
        HttpServer.start(
            RestApplication.of(List.of(resources), authenticator, standing, options),
            HttpServerOptions.at("127.0.0.1", 0)));
  }

  /** A client of a server that runs already; closing it closes the server. */
  public static RestTestServer around(HttpServer server) {
    return new RestTestServer(server);
  }

  /** The access token of a customer. */
  public static String customer(UserId user) {
    return "customer:" + user;
  }

  /** The access token of an administrator. */
  public static String admin(UserId user) {
    return "admin:" + user;
  }

  /** Where the server listens; ends with a slash. */
  public URI uri() {
    return server.uri();
  }

  /** The server itself. */
  public HttpServer server() {
    return server;
  }

  /** A client that sends this access token. */
  public Client as(String token) {
    return new Client(Map.of("Authorization", "Bearer " + token));
  }

  /** A client that is not logged in. */
  public Client anonymous() {
    return new Client(Map.of());
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }

  /** Sends requests with the same headers. */
  public final class Client {
    private final Map<String, String> headers;

    private Client(Map<String, String> headers) {
      this.headers = headers;
    }

    /** The same client with one more header. */
    public Client with(String header, String value) {
      Map<String, String> more = new java.util.LinkedHashMap<>(headers);
      more.put(header, value);
      return new Client(more);
    }

    public Answer get(String path) {
      return send("GET", path, null);
    }

    public Answer delete(String path) {
      return send("DELETE", path, null);
    }

    /** Posts JSON: a string as it is, anything else as Jackson writes it. */
    public Answer post(String path, @Nullable Object body) {
      return send("POST", path, body);
    }

    public Answer put(String path, Object body) {
      return send("PUT", path, body);
    }

    public Answer patch(String path, Object body) {
      return send("PATCH", path, body);
    }

    /** Sends any request; the body is JSON unless a Content-Type header was given. */
    public Answer send(String method, String path, @Nullable Object body) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(uri().resolve("/").toString() + path.substring(1)));
      headers.forEach(request::header);
      if (body != null && !headers.containsKey("Content-Type")) {
        request.header("Content-Type", "application/json");
      }
      request.method(
          method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body)));
      try {
        return new Answer(http.send(request.build(), BodyHandlers.ofString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private static String text(Object body) {
      try {
        return body instanceof String text ? text : Json.MAPPER.writeValueAsString(body);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }

  /** What the server answered. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String body() {
      return response.body();
    }

    /** The header's first value, or null. */
    public @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    public JsonNode json() {
      try {
        return Json.MAPPER.readTree(response.body());
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + response.body(), e);
      }
    }

    /** The slug of a problem: {@code price-changed}. */
    public String problem() {
      return json().path("type").asText().replace("/problems/", "");
    }
  }
}
