package dev.stoa.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Talks to a running shop as its administrator. */
final class ShopClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http;
  private final String url;
  private final String token;

  private ShopClient(HttpClient http, String url, String token) {
    this.http = http;
    this.url = url;
    this.token = token;
  }

  /** What the shop answered. */
  record Answer(int status, String body) {}

  static ShopClient logIn(String shop, String email, String password)
      throws IOException, InterruptedException {
    String url = shop.endsWith("/") ? shop.substring(0, shop.length() - 1) : shop;
    HttpRequest login = loginAt(url, email, password);
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpResponse<String> answer;
    JsonNode body;
    try {
      answer = http.send(login, BodyHandlers.ofString());
      body = JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      http.close();
      throw new Refused(url + " is no shop: it does not answer as one.");
    } catch (IOException e) {
      http.close();
      throw new Refused(url + " cannot be reached: " + Failure.inWords(e) + ". Does the shop run?");
    }
    if (answer.statusCode() != 200) {
      http.close();
      throw new Refused(url + " refuses the login: " + body.path("detail").asText());
    }
    return new ShopClient(http, url, body.path("accessToken").asText());
  }

  private static HttpRequest loginAt(String url, String email, String password)
      throws JsonProcessingException {
    try {
      return HttpRequest.newBuilder(URI.create(url + "/api/auth/login"))
          .header("Content-Type", "application/json")
          .POST(
              BodyPublishers.ofString(
                  JSON.writeValueAsString(Map.of("email", email, "password", password))))
          .build();
    } catch (IllegalArgumentException e) {
      throw new Refused(url + " is no address such as http://127.0.0.1:8080.");
    }
  }

  Answer importProducts(Path file) throws IOException, InterruptedException {
    return send(
        request("/api/products/import")
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofFile(file))
            .build());
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
