package dev.stoa.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.application.StoreUnavailable;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.rest.RestTestServer.Answer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestServerTest {
  private static final UserId USER =
      new UserId(UUID.fromString("018f0000-0000-7000-8000-000000000001"));
  private static final String VALID =
      """
      {"name": "a", "count": 1, "items": [{"sku": "A", "quantity": 2}]}\
      """;

  private RestTestServer server;

  RestServerTest() {
    server = RestTestServer.of(new Probe());
  }

  @BeforeAll
  void isUp() {
    assertThat(server.server().port()).isPositive();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void readsAndWritesJson() {
    Answer answer = server.anonymous().post("/api/probe", VALID);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"name":"a","count":1,"items":[{"sku":"A","quantity":2}]}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"count\": 1, \"items\": []} | name | is missing",
        "{\"name\": null, \"count\": 1, \"items\": []} | name | must not be null",
        "{\"name\": 5, \"count\": 1, \"items\": []} | name | expected a string",
        "{\"name\": true, \"count\": 1, \"items\": []} | name | expected a string",
        "{\"name\": {}, \"count\": 1, \"items\": []} | name | expected a string",
        "{\"name\": \"a\", \"items\": []} | count | is missing",
        "{\"name\": \"a\", \"count\": null, \"items\": []} | count | must not be null",
        "{\"name\": \"a\", \"count\": \"1\", \"items\": []} | count | expected a whole number",
        "{\"name\": \"a\", \"count\": 1.5, \"items\": []} | count | expected a whole number",
        "{\"name\": \"a\", \"count\": 99999999999, \"items\": []} | count | out of range",
        "{\"name\": \"a\", \"count\": true, \"items\": []} | count | expected a whole number",
        "{\"name\": \"a\", \"count\": 1} | items | is missing",
        "{\"name\": \"a\", \"count\": 1, \"items\": {}} | items | expected a list",
        "{\"name\": \"a\", \"count\": 1, \"items\": \"\"} | items | expected a list",
        "{\"name\": \"a\", \"count\": 1, \"items\": [null]} | items[0] | must not be null",
        "{\"name\": \"a\", \"count\": 1, \"items\": [5]} | items[0] | expected an object",
        "{\"name\": \"a\", \"count\": 1, \"items\": [{\"sku\": \"A\"}]} | items[0].quantity | is missing",
        "{\"name\": \"a\", \"count\": 1, \"items\": [{\"sku\": \"A\", \"quantity\": \"2\"}]} | items[0].quantity | expected a whole number",
        "{\"name\": \"a\", \"count\": 1, \"items\": [{\"sku\": \"A\", \"quantity\": -2}]} | items[0] | expected a positive quantity",
        "{\"name\": \"a\", \"count\": 1, \"items\": [{\"sku\": \"A\", \"quantity\": 2, \"price\": 3}]} | items[0].price | is not known here; known are quantity, sku",
        "{\"name\": \"a\", \"count\": 1, \"items\": [], \"when\": \"soon\"} | when | expected a date or time as in RFC 3339",
        "{\"name\": \"a\", \"count\": 1, \"items\": [], \"when\": 12345} | when | expected a date or time as in RFC 3339",
        "{\"name\": \"a\", \"count\": 1, \"items\": [], \"tags\": [\"b\", null]} | tags[1] | must not be null",
        "{\"name\": \"a\", \"count\": 1, \"items\": [], \"colour\": \"pink\"} | colour | expected one of RED, BLUE",
        "{\"name\": \"a\", \"count\": 1, \"items\": [], \"colour\": 0} | colour | expected one of RED, BLUE",
        "[] | body | expected an object",
        "5 | body | expected an object",
        "\"text\" | body | expected an object",
      })
  void namesTheFieldThatIsWrong(String body, String field, String message) {
    Answer answer = server.anonymous().post("/api/probe", body);

    assertThat(answer.body()).contains("/problems/invalid-field");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().at("/errors/0/field").textValue()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/message").textValue()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": ",
        "{\"name\": \"a\",, }",
        "not json",
        "{\"name\": \"a\", \"name\": \"b\", \"count\": 1, \"items\": []}",
        "{\"name\": \"a\", \"count\": 1, \"items\": []} {}",
        "{\"name\": \"a\", \"count\": NaN, \"items\": []}",
        "null",
        "\u0000\u0000{\u0000",
        "{\u0000\u0000\u0000\uffff\uffff",
      })
  void refusesBrokenJson(String body) {
    Answer answer = server.anonymous().post("/api/probe", body);

    assertThat(answer.body()).contains("/problems/malformed-json");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("com.fasterxml").doesNotContain("dev.stoa");
  }

  @Test
  void refusesAnEmptyBody() {
    Answer answer =
        server.anonymous().with("Content-Type", "application/json").post("/api/probe", "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("malformed-json");
  }

  @Test
  void refusesNoBodyAtAll() {
    Answer answer = server.anonymous().post("/api/probe", null);

    assertThat(answer.status()).isIn(400, 415);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void refusesJsonThatIsTooDeep() {
    Answer answer = server.anonymous().post("/api/probe", "[".repeat(5_000));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void refusesABodyOverTheLimit() {
    String large = "{\"name\": \"" + "x".repeat(2_000_000) + "\"}";

    Answer answer = server.anonymous().post("/api/probe", large);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.problem()).isEqualTo("payload-too-large");
  }

  @Test
  void takesALargerBodyWhereTheRouteSaysSo() {
    Answer answer =
        server
            .anonymous()
            .with("Content-Type", "text/csv")
            .post("/api/probe/import", "x".repeat(2_000_000));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/bytes").intValue()).isEqualTo(2_000_000);
  }

  @Test
  void countsABodyThatHidesItsLength() throws Exception {
    byte[] large = new byte[3_000_000];
    var request =
        java.net.http.HttpRequest.newBuilder(server.uri().resolve("api/probe/import"))
            .header("Content-Type", "text/csv")
            .POST(
                java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(large)))
            .build();
    try (var http = java.net.http.HttpClient.newHttpClient()) {
      var response = http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("/problems/payload-too-large");
    }
  }

  @Test
  void refusesAnotherMediaType() {
    Answer answer = server.anonymous().with("Content-Type", "text/plain").post("/api/probe", VALID);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.problem()).isEqualTo("unsupported-media-type");
  }

  @Test
  void refusesAnotherMethodAndNamesTheRightOnes() {
    Answer answer = server.anonymous().delete("/api/probe");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("POST");
    assertThat(answer.problem()).isEqualTo("method-not-allowed");
  }

  @ParameterizedTest
  @CsvSource({"/", "/nothing", "/api", "/api/probe/none/such", "/api/probe/thing/no-uuid"})
  void answersNotFound(String path) {
    Answer answer = server.anonymous().get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("not-found");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void namesAQueryParameterThatIsWrong() {
    Answer answer = server.anonymous().get("/api/probe/list?limit=many");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/field").textValue()).isEqualTo("limit");
  }

  @ParameterizedTest
  @CsvSource({
    "stale, 409, conflict",
    "store, 503, store-unavailable",
    "cursor, 400, invalid-field",
    "bug, 500, internal",
    "error, 500, internal"
  })
  void turnsWhatIsThrownIntoAProblem(String what, int status, String slug) {
    Answer answer = server.anonymous().get("/api/probe/throw/" + what);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.problem()).isEqualTo(slug);
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void givesAnIncidentAnId() {
    Answer answer = server.anonymous().get("/api/probe/throw/bug");

    assertThat(UUID.fromString(answer.json().path("incident").textValue())).isNotNull();
  }

  @Test
  void asksToRetryWhenTheStoreIsAway() {
    assertThat(server.anonymous().get("/api/probe/throw/store").header("Retry-After"))
        .isEqualTo("1");
  }

  @Test
  void answersPreconditionFailedToAStaleIfMatch() {
    Answer answer = server.anonymous().with("If-Match", "\"3\"").get("/api/probe/throw/stale");

    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.problem()).isEqualTo("precondition-failed");
  }

  @Test
  void asksForAToken() {
    Answer answer = server.anonymous().get("/api/probe/mine");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"stoa\"");
  }

  @ParameterizedTest
  @CsvSource({"/api/probe/mine", "/api/probe/list"})
  void refusesATokenThatIsNotOne(String path) {
    Answer answer = server.as("nonsense").get(path);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
  }

  @Test
  void tellsTheRouteWhoCalls() {
    Answer answer = server.as(RestTestServer.customer(USER)).get("/api/probe/mine");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("caller").textValue()).isEqualTo(USER.toString());
  }

  @Test
  void keepsCustomersOutOfTheOffice() {
    assertThat(server.as(RestTestServer.customer(USER)).get("/api/probe/office").status())
        .isEqualTo(403);
    assertThat(server.as(RestTestServer.admin(USER)).get("/api/probe/office").status())
        .isEqualTo(200);
  }

  @Test
  void doesNotReadTheBodyOfWhoMayNotCall() {
    Answer answer = server.anonymous().put("/api/probe/office", "{broken");

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void answersHeadLikeGetWithoutABody() {
    Answer head = server.anonymous().send("HEAD", "/api/probe/list", null);
    Answer get = server.anonymous().get("/api/probe/list");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
  }

  @Test
  void answersOptionsWithTheMethods() {
    Answer answer = server.anonymous().send("OPTIONS", "/api/probe/list", null);

    assertThat(answer.status()).isIn(200, 204);
    assertThat(answer.header("Allow")).contains("GET");
  }

  @Test
  void sendsTheHeadersOfACarefulServer() {
    Answer answer = server.anonymous().with("X-Request-Id", "abc-1").get("/api/probe/list");

    assertThat(answer.header("X-Request-Id")).isEqualTo("abc-1");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(
            server.as(RestTestServer.customer(USER)).get("/api/probe/mine").header("Cache-Control"))
        .isEqualTo("no-store");
    assertThat(server.anonymous().get("/api/probe/list").header("X-Request-Id")).isNotBlank();
    assertThat(
            server
                .anonymous()
                .with("X-Request-Id", "<script>")
                .get("/api/probe/list")
                .header("X-Request-Id"))
        .doesNotContain("script");
  }

  @Test
  void streamsALongAnswer() {
    assertThat(server.anonymous().get("/api/probe/long").body()).hasSize(300_000);
  }

  @Test
  void refusesToStartWithARouteThatNobodyDecided() {
    assertThatThrownBy(() -> RestTestServer.of(new Undecided()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Undecided.open");
  }

  record Item(String sku, int quantity) {
    Item {
      if (quantity < 1) {
        throw new IllegalArgumentException("expected a positive quantity");
      }
    }
  }

  enum Colour {
    RED,
    BLUE
  }

  record Body(
      String name,
      int count,
      List<Item> items,
      @Nullable Instant when,
      @Nullable Colour colour,
      @Nullable String note,
      @Nullable List<String> tags) {}

  @Path("/undecided")
  public static final class Undecided {
    @GET
    public String open() {
      return "";
    }
  }

  @Path("/api/probe")
  @Produces("application/json")
  public static final class Probe {
    @POST
    @Access(Access.Level.ANYONE)
    public Body echo(Body body) {
      return body;
    }

    @POST
    @Path("import")
    @Consumes("text/csv")
    @Access(Access.Level.ANYONE)
    @BodyLimit(2_500_000)
    public java.util.Map<String, Integer> read(InputStream body) throws IOException {
      return java.util.Map.of("bytes", body.readAllBytes().length);
    }

    @GET
    @Path("list")
    @Access(Access.Level.ANYONE)
    public PageJson<String> list(@QueryParam("limit") @Nullable Integer limit) {
      return new PageJson<>(List.of("a", "b"), null);
    }

    @GET
    @Path("long")
    @Access(Access.Level.ANYONE)
    @Produces("text/plain")
    public String lots() {
      return "x".repeat(300_000);
    }

    @GET
    @Path("thing/{id}")
    @Access(Access.Level.ANYONE)
    public String thing(@PathParam("id") UUID id) {
      return "{}";
    }

    @GET
    @Path("mine")
    @Access(Access.Level.USER)
    public java.util.Map<String, String> mine(@Context SecurityContext context) {
      return java.util.Map.of("caller", Caller.of(context).userId().toString());
    }

    @GET
    @Path("office")
    @Access(Access.Level.ADMIN)
    public String office() {
      return "{}";
    }

    @PUT
    @Path("office")
    @Access(Access.Level.ADMIN)
    public Body furnish(Body body) {
      return body;
    }

    @GET
    @Path("throw/{what}")
    @Access(Access.Level.ANYONE)
    public String fail(@PathParam("what") String what) {
      switch (what) {
        case "stale" -> throw new StaleAggregate(USER, new Version(1));
        case "store" -> throw new StoreUnavailable("secret", new IOException("secret"));
        case "cursor" -> throw new InvalidCursor();
        case "error" -> throw new StackOverflowError("secret");
        default -> throw new IllegalStateException("secret");
      }
    }
  }
}
