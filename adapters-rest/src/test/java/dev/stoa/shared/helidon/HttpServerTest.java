package dev.stoa.shared.helidon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.shared.rest.Access;
import dev.stoa.shared.rest.RestApplication;
import dev.stoa.shared.rest.RestOptions;
import dev.stoa.shared.rest.RestTestServer;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpServerTest {
  private final Gate gate = new Gate();
  private final HttpServer server =
      HttpServer.start(
          RestApplication.of(
              List.of(gate),
              RestTestServer.PLAIN_TOKENS,
              RestTestServer.GOOD_STANDING,
              RestOptions.DEFAULT),
          new HttpServerOptions(
              "127.0.0.1",
              0,
              2,
              100,
              Duration.ofSeconds(30),
              Duration.ofMinutes(1),
              4_000_000,
              Duration.ofSeconds(30)));
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    gate.open.countDown();
    http.close();
    server.close();
  }

  @Test
  void finishesWhatIsInFlightBeforeItCloses() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting =
        http.sendAsync(get("wait"), BodyHandlers.ofString());
    gate.entered.await();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
    HttpResponse<String> refused = untilRefused();
    assertThat(refused.body()).contains("/problems/shutting-down");
    assertThat(closing).isNotDone();

    gate.open.countDown();

    assertThat(waiting.get().statusCode()).isEqualTo(200);
    assertThat(waiting.get().body()).isEqualTo("done");
    closing.get();
  }

  /** Asks again and again until the server says that it closes. */
  private HttpResponse<String> untilRefused() throws Exception {
    while (true) {
      HttpResponse<String> answer = http.send(get("now"), BodyHandlers.ofString());
      if (answer.statusCode() == 503) {
        return answer;
      }
    }
  }

  @Test
  void refusesMoreThanItCanDoAtOnceAsAProblem() throws Exception {
    var first = http.sendAsync(get("wait"), BodyHandlers.ofString());
    var second = http.sendAsync(get("wait"), BodyHandlers.ofString());
    gate.enteredTwice.await();

    HttpResponse<String> third = http.send(get("now"), BodyHandlers.ofString());

    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.body()).contains("/problems/overloaded");
    assertThat(third.headers().firstValue("Retry-After")).isPresent();
    gate.open.countDown();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(second.get().statusCode()).isEqualTo(200);
  }

  @Test
  void runsEachRequestOnAVirtualThread() throws Exception {
    assertThat(http.send(get("now"), BodyHandlers.ofString()).body())
        .isEqualTo("now on a virtual thread: true");
  }

  /** The client of the JDK asks for an upgrade to HTTP/2 with its first request. */
  @ParameterizedTest
  @ValueSource(strings = {"POST", "DELETE"})
  void readsTheBodyOfTheFirstRequestOfAConnection(String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve("body"))
            .header("Content-Type", "text/plain")
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString("a body"))
            .build();

    assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("a body");
  }

  @Test
  void sendsWhatAStreamHasWrittenSoFar() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve("stream"))
            .header("Accept", "text/event-stream")
            .build();
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("data: first");
      gate.open.countDown();
      assertThat(lines.readLine()).isEqualTo("data: last");
    }
  }

  @Test
  void answersASuspendedRequestFromAnotherThread() throws Exception {
    assertThat(http.send(get("later"), BodyHandlers.ofString()).body()).isEqualTo("later");
  }

  @Test
  void givesUpASuspendedRequestInTime() throws Exception {
    assertThat(http.send(get("never"), BodyHandlers.ofString()).statusCode()).isEqualTo(503);
  }

  @Test
  void answersBrokenHttpAsAProblem() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nBroken Header\r\n\r\n")).contains("400");
    assertThat(raw("GET /[x]{ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .contains("400")
        .contains("/problems/malformed-request");
    assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(100_000) + "\r\n\r\n"))
        .containsAnyOf("400", "431");
  }

  @Test
  void refusesABodyLargerThanAnyRouteTakes() throws Exception {
    assertThat(
            raw(
                """
                POST /now HTTP/1.1\r
                Host: a\r
                Content-Length: 99999999999\r
                Connection: close\r
                \r
                """))
        .contains("413");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path)).build();
  }

  /** A resource that waits to be let go. */
  @Path("/")
  @Produces("text/plain")
  public static final class Gate {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch enteredTwice = new CountDownLatch(2);
    final CountDownLatch open = new CountDownLatch(1);

    @GET
    @Path("wait")
    @Access(Access.Level.ANYONE)
    public String waitForIt() throws InterruptedException {
      entered.countDown();
      enteredTwice.countDown();
      open.await();
      return "done";
    }

    @GET
    @Path("now")
    @Access(Access.Level.ANYONE)
    public String now() {
      return "now on a virtual thread: " + Thread.currentThread().isVirtual();
    }

    @POST
    @Path("body")
    @Access(Access.Level.ANYONE)
    public String post(String body) {
      return body;
    }

    @DELETE
    @Path("body")
    @Access(Access.Level.ANYONE)
    public String delete(String body) {
      return body;
    }

    @GET
    @Path("stream")
    @Access(Access.Level.ANYONE)
    @Produces("text/event-stream")
    public Response stream() {
      StreamingOutput lines =
          out -> {
            out.write("data: first\n".getBytes(UTF_8));
            out.flush();
            try {
              assertThat(open.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            out.write("data: last\n".getBytes(UTF_8));
          };
      return Response.ok(lines).build();
    }

    @GET
    @Path("later")
    @Access(Access.Level.ANYONE)
    public void later(@Suspended AsyncResponse response) {
      Thread.ofVirtual().start(() -> response.resume("later"));
    }

    @GET
    @Path("never")
    @Access(Access.Level.ANYONE)
    public void never(@Suspended AsyncResponse response) {
      response.setTimeout(20, TimeUnit.MILLISECONDS);
    }
  }
}
