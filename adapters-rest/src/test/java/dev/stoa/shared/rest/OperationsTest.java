package dev.stoa.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.stoa.shared.application.ReadinessCheck;
import dev.stoa.shared.helidon.HttpServer;
import dev.stoa.shared.helidon.HttpServerOptions;
import dev.stoa.shared.rest.RestTestServer.Answer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationsTest {
  @Test
  void isReadyWhenEverythingItNeedsWorks() {
    try (RestTestServer server =
        RestTestServer.of(
            new HealthResource(List.of(new ReadinessCheck("store", Optional::empty))))) {
      Answer answer = server.anonymous().get("/health/ready");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              """
              {"status":"up","checks":[{"name":"store","status":"up"}]}\
              """);
      assertThat(server.anonymous().get("/health/live").body())
          .isEqualTo(
              """
              {"status":"up"}\
              """);
    }
  }

  @Test
  void isReadyAndSaysSoWhenSomethingIsDamaged() {
    ReadinessCheck damaged =
        ReadinessCheck.degrading("data", () -> Optional.of("unreadable: order 1"));
    ReadinessCheck works = new ReadinessCheck("store", Optional::empty);
    try (RestTestServer server = RestTestServer.of(new HealthResource(List.of(damaged, works)))) {
      Answer answer = server.anonymous().get("/health/ready");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              """
              {"status":"degraded","checks":[\
              {"name":"data","status":"degraded","detail":"unreadable: order 1"},\
              {"name":"store","status":"up"}]}\
              """);
    }
    ReadinessCheck away = new ReadinessCheck("store", () -> Optional.of("it is away"));
    try (RestTestServer server = RestTestServer.of(new HealthResource(List.of(damaged, away)))) {
      Answer answer = server.anonymous().get("/health/ready");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().path("status").textValue()).isEqualTo("down");
    }
  }

  @Test
  void isNotReadyWhenSomethingIsMissing() {
    List<ReadinessCheck> checks =
        List.of(
            new ReadinessCheck("store", () -> Optional.of("the disk is full")),
            new ReadinessCheck(
                "index",
                () -> {
                  throw new IllegalStateException("secret");
                }));
    try (RestTestServer server = RestTestServer.of(new HealthResource(checks))) {
      Answer answer = server.anonymous().get("/health/ready");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().at("/checks/1/detail").textValue()).isEqualTo("the disk is full");
      assertThat(answer.body()).doesNotContain("secret");
      assertThat(server.anonymous().get("/health/live").status()).isEqualTo(200);
    }
  }

  @Test
  void describesEveryRouteAsOpenApi() {
    try (RestTestServer server = RestTestServer.of(new RestServerTest.Probe())) {
      JsonNode document = server.anonymous().get("/openapi.json").json();

      assertThat(document.path("openapi").textValue()).isEqualTo("3.1.0");
      JsonNode mine = document.at("/paths/~1api~1probe~1mine/get");
      assertThat(mine.at("/security/0/bearer").isArray()).isTrue();
      assertThat(mine.at("/responses/401").isMissingNode()).isFalse();
      assertThat(document.at("/paths/~1api~1probe~1list/get/security").isEmpty()).isTrue();
      assertThat(document.at("/paths/~1api~1probe~1office/get/responses/403").isMissingNode())
          .isFalse();
      JsonNode body = document.at("/components/schemas/RestServerTest.Body");
      assertThat(body.path("required"))
          .extracting(JsonNode::textValue)
          .containsExactlyInAnyOrder("name", "count", "items");
      assertThat(document.at("/components/schemas/Problem/properties/type").isMissingNode())
          .isFalse();
    }
  }

  @Test
  void timesRequestsByRoute() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (HttpServer server =
            HttpServer.start(
                RestApplication.of(
                    List.of(new RestServerTest.Probe()),
                    RestTestServer.PLAIN_TOKENS,
                    RestTestServer.GOOD_STANDING,
                    RestOptions.DEFAULT),
                HttpServerOptions.at("127.0.0.1", 0),
                new RequestMetrics(registry));
        RestTestServer client = RestTestServer.around(server)) {
      client.anonymous().get("/api/probe/thing/018f0000-0000-7000-8000-000000000001");
      client.anonymous().get("/nothing/here");
      client.anonymous().get("/nothing/there");
    }

    assertThat(registry.get("http.server.requests").tag("route", "/api/probe/thing/{id}").timer())
        .satisfies(timer -> assertThat(timer.count()).isEqualTo(1));
    assertThat(registry.get("http.server.requests").tag("route", "none").timer().count())
        .isEqualTo(2);
  }

  @Test
  void showsMeasurementsToPrometheus() {
    Set<Object> resources =
        Guice.createInjector(new OperationsRestModule())
            .getInstance(Key.get(new TypeLiteral<Set<Object>>() {}, RestResource.class));
    try (RestTestServer server = RestTestServer.of(resources.toArray())) {
      Answer answer = server.anonymous().get("/metrics");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).startsWith("text/plain");
      assertThat(answer.body()).contains("jvm_memory_used_bytes");
    }
  }
}
