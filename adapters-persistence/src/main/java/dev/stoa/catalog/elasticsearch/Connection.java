package dev.stoa.catalog.elasticsearch;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stoa.shared.application.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Elasticsearch, in its own JSON. The client's typed half would carry prices and times
 * as floating-point numbers and bring a second JSON library; its connections are what is used here.
 */
final class Connection implements AutoCloseable {
  /** For what a buyer waits for. */
  private static final Duration QUICK = Duration.ofMillis(2_500);

  /** For making an index and for writing hundreds of documents at once. */
  private static final Duration PATIENT = Duration.ofSeconds(60);

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final ContentType LINES = ContentType.create("application/x-ndjson");
  static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Rest5Client quick;
  private final Rest5Client patient;

  Connection(ElasticsearchOptions options) {
    quick = client(options, QUICK);
    patient = client(options, PATIENT);
  }

  private static Rest5Client client(ElasticsearchOptions options, Duration patience) {
    Rest5ClientBuilder builder =
        Rest5Client.builder(options.url())
            .setConnectionConfigCallback(
                c -> c.setConnectTimeout(timeout(CONNECT)).setSocketTimeout(timeout(patience)))
            .setRequestConfigCallback(c ->
                c.setResponseTimeout(timeout(patience))
                    .setConnectionRequestTimeout(timeout(CONNECT)))
            .setConnectionManagerCallback(c -> c.setMaxConnPerRoute(64).setMaxConnTotal(64));
    if (options.user() != null) {
      String pair = options.user() + ":" + options.password();
      String value = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      builder.setDefaultHeaders(
          new Header[] {new BasicHeader("Authorization", "Basic " + value, true)});
    }
    return builder.build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }

  /**
   * Asks or tells something.
   *
   * @param body JSON; null for none
   * @throws Refusal when it says no to the request as such
   * @throws StoreUnavailable when it does not answer, or cannot at the moment
   */
  JsonNode call(String method, String path, @Nullable JsonNode body) {
    return send(quick, method, path, body == null ? null : bytes(body.toString()), false);
  }

  /** The same for what may take its time. */
  JsonNode callPatiently(String method, String path, @Nullable JsonNode body) {
    return send(patient, method, path, body == null ? null : bytes(body.toString()), false);
  }

  /** Sends operations as lines, with little patience when there are few. */
  JsonNode bulk(String lines, int operations) {
    Rest5Client client = operations <= 20 ? quick : patient;
    String path = operations <= 20 ? "/_bulk?timeout=2s" : "/_bulk?timeout=30s";
    return send(client, "POST", path, bytes(lines), true);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode send(
      Rest5Client client, String method, String path, byte @Nullable [] body, boolean lines) {
    Request request = new Request(method, path);
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, lines ? LINES : ContentType.APPLICATION_JSON));
    }
    try {
      Response response = client.performRequest(request);
      if (response.getStatusCode() >= 400) {
        // The client takes some of them, such as 404, for answers.
        throw refusal(new ResponseException(response));
      }
      return read(response);
    } catch (ResponseException e) {
      throw refusal(e);
    } catch (IOException e) {
      throw new StoreUnavailable("Elasticsearch does not answer: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new StoreUnavailable("the connection to Elasticsearch is closed", e);
    }
  }

  private static JsonNode read(Response response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return MissingNode.getInstance();
    }
    try (InputStream content = entity.getContent()) {
      return JSON.readTree(content);
    }
  }

  private static RuntimeException refusal(ResponseException e) {
    int status = e.getResponse().getStatusCode();
    if (status >= 500 || status == 429 || status == 408 || status == 401 || status == 403) {
      return new StoreUnavailable("Elasticsearch cannot answer: " + e.getMessage(), e);
    }
    String type = "";
    try {
      type = read(e.getResponse()).path("error").path("type").asText();
    } catch (IOException unread) {
      e.addSuppressed(unread);
    }
    return new Refusal(status, type, e);
  }

  @Override
  public void close() {
    try (quick;
        patient) {
      // Both are closed, whatever happens to one.
    } catch (IOException e) {
      throw new StoreUnavailable("the connections to Elasticsearch did not close", e);
    }
  }

  /** Elasticsearch says no, and would say so again. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    Refusal(int status, String type, Exception cause) {
      super(cause.getMessage(), cause);
      this.status = status;
      this.type = type;
    }

    boolean isMissing() {
      return status == 404;
    }

    boolean exists() {
      return type.equals("resource_already_exists_exception");
    }
  }
}
