package dev.stoa.catalog.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.transport.rest5_client.Rest5ClientTransport;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stoa.shared.application.StoreUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;

/** The two clients of a server, and what its failures mean. */
final class Connection implements AutoCloseable {
  /** For what a buyer waits for. */
  private static final Duration QUICK = Duration.ofMillis(2_500);

  /** For making an index and for writing hundreds of documents at once. */
  private static final Duration PATIENT = Duration.ofSeconds(60);

  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** Documents as they are stored: of a document only what is asked for is read. */
  static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final ElasticsearchClient quick;
  private final ElasticsearchClient patient;

  Connection(ElasticsearchOptions options) {
    quick = client(options, QUICK);
    patient = client(options, PATIENT);
  }

  private static ElasticsearchClient client(ElasticsearchOptions options, Duration patience) {
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
    return new ElasticsearchClient(
        new Rest5ClientTransport(
            builder.build(), new JacksonJsonpMapper(JSON), null, NoopInstrumentation.INSTANCE));
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }

  /** A request. */
  @FunctionalInterface
  interface Request<R> {
    R with(ElasticsearchClient client) throws IOException;
  }

  /**
   * Asks or tells something.
   *
   * @throws Refusal when it says no to the request as such
   * @throws StoreUnavailable when it does not answer, or cannot at the moment
   */
  <R> R call(Request<R> request) {
    return send(quick, request);
  }

  /** The same for what may take its time. */
  <R> R callPatiently(Request<R> request) {
    return send(patient, request);
  }

  private static <R> R send(ElasticsearchClient client, Request<R> request) {
    try {
      return request.with(client);
    } catch (ElasticsearchException e) {
      throw refusal(e);
    } catch (IOException e) {
      throw new StoreUnavailable("Elasticsearch does not answer: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new StoreUnavailable("the connection to Elasticsearch is closed", e);
    }
  }

  private static RuntimeException refusal(ElasticsearchException e) {
    int status = e.status();
    if (status >= 500 || status == 429 || status == 408 || status == 401 || status == 403) {
      return new StoreUnavailable("Elasticsearch cannot answer: " + e.getMessage(), e);
    }
    String type = e.error().type();
    return new Refusal(status, type == null ? "" : type, e);
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
