package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoa.bootstrap.RunningShop.Answer;
import dev.stoa.bootstrap.RunningShop.Client;
import dev.stoa.cluster.Cluster;
import dev.stoa.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Search in the distributed shop while its server goes, comes back, or comes back empty. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DistributedSearchTest {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String run = "search" + RUNS.incrementAndGet();
  private Cluster cluster;
  private RunningShop shop;

  @BeforeEach
  void open() {
    cluster = TestCluster.shared();
    shop = TestCluster.shop();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void buyersBuyOnWhileSearchIsAwayAndNothingIsMissingAfterwards() {
    String before = run + "-before";
    String meanwhile = run + "-meanwhile";
    shop.sell(before, "3.00", 10);
    found(before);
    Client ada = shop.customer(run + "-ada");
    ServerProcess server = cluster.server("elasticsearch");

    server.kill();
    try {
      Answer away =
          RunningShop.until(
              () -> shop.anyone().get("/api/products/search?q=" + before),
              answer -> answer.status() == 503);
      assertThat(away.response().headers().firstValue("Retry-After")).isPresent();
      shop.sell(meanwhile, "4.00", 10);
      ada.fill(RunningShop.sku(before), 1);
      Answer bought = ada.checkOut("k", ada.confirmed("tok_success"));
      assertThat(bought.text("/status")).as(bought.body()).isEqualTo("completed");
    } finally {
      server.restart();
    }

    found(before);
    found(meanwhile);
  }

  @Test
  void anEmptiedIndexFillsItselfAndAReindexFindsAll() throws Exception {
    List<String> handles = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      handles.add(run + "-empty-" + i);
      shop.sell(handles.getLast(), "3.00", 10);
    }
    handles.forEach(this::found);

    for (String index : indexes()) {
      assertThat(elasticsearch("DELETE", "/" + index).path("acknowledged").asBoolean()).isTrue();
    }

    handles.forEach(this::found);
    List<String> old = indexes();
    String printed = cluster.run("reindex", "--services", "catalog", "--data", folder());
    assertThat(printed).containsPattern("[1-9][0-9]* products are in the search index");
    assertThat(indexes()).isNotEqualTo(old);
    handles.forEach(this::found);
  }

  /** Waits until the one product of that handle is found. */
  private void found(String handle) {
    Answer answer =
        RunningShop.until(
            () -> shop.anyone().get("/api/products/search?q=" + RunningShop.sku(handle)),
            each -> each.text("/items/0/handle").equals(handle));
    assertThat(answer.status()).isEqualTo(200);
  }

  private String folder() {
    return cluster.server("elasticsearch").folder().resolve("commands").toString();
  }

  private List<String> indexes() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    elasticsearch("GET", "/_alias/stoa-*").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode elasticsearch(String method, String path)
      throws IOException, InterruptedException {
    URI server = URI.create("http://" + cluster.server("elasticsearch").address());
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new ObjectMapper().readTree(body);
    }
  }
}
