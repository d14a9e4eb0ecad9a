package dev.stoa.cluster.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One user of the shop, who knows that a request without an answer may have been done or not, and
 * sends it again until there is one. Of one thread at a time.
 */
final class ShopClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** Answers that say: not now. */
  private static final Set<Integer> LATER = Set.of(429, 500, 502, 503, 504);

  static final String PASSWORD = "a passphrase of the prover";

  private final HttpClient http;
  private final URI shop;
  private final String email;
  private final Unexpected unexpected;
  private String token = "";

  ShopClient(HttpClient http, URI shop, String email, Unexpected unexpected) {
    this.http = http;
    this.shop = shop;
    this.email = email;
    this.unexpected = unexpected;
  }

  /** Hears of answers that should not be given even by a shop in trouble. */
  interface Unexpected {
    void answered(String request, Answer answer);
  }

  /**
   * What the shop answered.
   *
   * @param repeated whether the request had been sent before without an answer, so that this one
   *     may be about what that one did
   */
  record Answer(int status, JsonNode json, String text, String tag, boolean repeated) {
    boolean isOk() {
      return status / 100 == 2;
    }

    /** The slug of a problem: {@code price-changed}. */
    String problem() {
      return json.path("type").asText().replace("/problems/", "");
    }

    @Override
    public String toString() {
      return status + " " + text;
    }
  }

  /** A request had no answer for minutes, though everything runs. */
  static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unanswered(String message) {
      super(message);
    }
  }

  static HttpClient http() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  String email() {
    return email;
  }

  Answer get(String path) throws InterruptedException {
    return definite("GET", path, Map.of(), null);
  }

  Answer send(String method, String path, Map<String, String> headers, @Nullable Object body)
      throws InterruptedException {
    return definite(method, path, headers, body == null ? null : json(body));
  }

  /** All pages of a list. */
  List<JsonNode> all(String path) throws InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(path + "?limit=100" + cursor).json();
      page.path("items").forEach(items::add);
      cursor = page.hasNonNull("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    return items;
  }

  /** Makes the account; false when somebody else has it. */
  boolean register() throws InterruptedException {
    Answer answer =
        definite(
            "POST",
            "/api/auth/register",
            Map.of("Idempotency-Key", "register-" + email),
            json(Map.of("email", email, "password", PASSWORD, "name", "Ada")));
    return answer.status() == 201;
  }

  /** Logs in; false when the account is not there or has another password. */
  boolean logIn() throws InterruptedException {
    Answer answer =
        definite(
            "POST",
            "/api/auth/login",
            Map.of(),
            json(Map.of("email", email, "password", PASSWORD)));
    token = answer.json().path("accessToken").asText();
    return answer.isOk();
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer definite(
      String method, String path, Map<String, String> headers, @Nullable String body)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean repeated = false;
    String last = "nothing";
    for (int attempt = 0; System.nanoTime() < deadline; attempt++) {
      try {
        Answer answer = once(method, path, headers, body, repeated);
        if (answer.status() == 401 && !path.startsWith("/api/auth/") && attempt < 100) {
          logIn();
          continue;
        }
        if (!LATER.contains(answer.status())) {
          return answer;
        }
        if (answer.status() == 500) {
          unexpected.answered(method + " " + path, answer);
        }
        last = answer.toString();
      } catch (IOException e) {
        last = e.toString();
      }
      repeated = true;
      TimeUnit.MILLISECONDS.sleep(Math.min(400, 25L << Math.min(attempt, 4)));
    }
    throw new Unanswered(
        "%s %s of %s had no answer for %d s, the last was: %s"
            .formatted(method, path, email, PATIENCE.toSeconds(), last));
  }

  /** Sends a request once. */
  Answer once(
      String method,
      String path,
      Map<String, String> headers,
      @Nullable String body,
      boolean repeated)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(shop.resolve(path)).timeout(ANSWER);
    Map<String, String> all = new LinkedHashMap<>(headers);
    if (!token.isEmpty() && !path.startsWith("/api/auth/")) {
      all.put("Authorization", "Bearer " + token);
    }
    if (body != null) {
      all.put("Content-Type", "application/json");
    }
    all.forEach(request::header);
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    String text = response.body();
    JsonNode json = text.startsWith("{") ? JSON.readTree(text) : MissingNode.getInstance();
    return new Answer(
        response.statusCode(),
        json,
        text,
        response.headers().firstValue("ETag").orElse(""),
        repeated);
  }
}
