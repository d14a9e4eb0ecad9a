package dev.stoa.servers.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class ElasticsearchServerProcessTest {
  @TempDir Path folder;

  @Test
  void keepsWhatWasIndexedOverAKill() throws IOException, InterruptedException {
    try (ServerProcess server =
        RealServers.required("elasticsearch", () -> ElasticsearchServerProcess.start(folder))) {
      assertThat(call(server, "GET", "/", "")).contains("You Know, for Search");
      assertThat(
              call(
                  server,
                  "PUT",
                  "/shelf",
                  """
                  {"settings": {"analysis": {
                    "filter": {"singular": {"type": "stemmer", "language": "minimal_english"}},
                    "analyzer": {"default": {"type": "custom", "tokenizer": "standard",
                      "filter": ["lowercase", "asciifolding", "singular"]}}}}}
                  """))
          .contains("\"acknowledged\":true");
      call(server, "PUT", "/shelf/_doc/1?refresh=true", "{\"title\": \"Cafés\"}");
      assertThat(call(server, "GET", "/shelf/_search?q=title:CAFE", "")).contains("\"_id\":\"1\"");

      server.kill();
      server.restart();
      assertThat(call(server, "GET", "/shelf/_search?q=title:cafe", "")).contains("\"_id\":\"1\"");
    }
  }

  private static String call(ServerProcess server, String method, String path, String body)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
              .timeout(Duration.ofSeconds(60))
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
