package dev.stoa.notification.rest;

import static dev.stoa.notification.application.LiveWorld.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.notification.application.Audience;
import dev.stoa.notification.application.LiveWorld;
import dev.stoa.notification.application.port.SettableClock;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.rest.Caller;
import dev.stoa.shared.rest.RestOptions;
import dev.stoa.shared.rest.RestTestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotificationRoutesTest {
  private static final UserId ADA = user("ada");

  private final SettableClock clock = new SettableClock();
  private final LiveWorld world = LiveWorld.open(clock, new Audience.Limits(2, 3, 5, 64));
  private final RestTestServer server =
      RestTestServer.of(
          token -> {
            Caller plain = RestTestServer.PLAIN_TOKENS.authenticate(token);
            return new Caller(plain.userId(), plain.roles(), clock.instant().plusSeconds(900));
          },
          RestOptions.DEFAULT,
          new NotificationResource(
              world.audience(),
              new EventStreamOptions(Duration.ofMillis(50), Duration.ofMillis(300))));
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.shutdownNow();
    world.close();
    server.close();
  }

  @Test
  void streamsNoticesWithTheirIds() throws Exception {
    Stream ada = open(ADA, "");
    assertThat(ada.response.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(ada.response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(ada.event().name).isEqualTo("ready");

    world.tell(ADA, "first");
    Event first = ada.event();
    world.tell(ADA, "second\nline");
    Event second = ada.event();

    assertThat(first.name).isEqualTo("notification");
    assertThat(first.id).isNotEmpty();
    assertThat(first.data).contains("\"type\":\"order-placed\"", "\"orderId\":\"first\"");
    assertThat(second.data).contains("second\\nline");
  }

  @Test
  void goesOnAfterTheLastEventId() throws Exception {
    Stream ada = open(ADA, "");
    String ready = ada.event().id;
    world.tell(ADA, "first");
    String last = ada.event().id;
    ada.close();
    world.tell(ADA, "second");

    Stream again = open(ADA, last);
    assertThat(again.event().name).isEqualTo("ready");
    assertThat(again.event().data).contains("second");
    again.close();
    until(() -> world.audience().size() == 0);
    Stream fromTheStart = open(ADA, ready);
    assertThat(fromTheStart.event().name).isEqualTo("ready");
    assertThat(fromTheStart.event().data).contains("first");
  }

  @Test
  void beginsAnewAfterAnIdThatNobodyGave() throws Exception {
    world.tell(ADA, "first");
    for (String unknown : new String[] {"999999", "what is this?"}) {
      Stream ada = open(ADA, unknown);
      assertThat(ada.event().name).isEqualTo("ready");
      assertThat(ada.event().name).isEqualTo("reset");
      assertThat(ada.event().data).contains("first");
      ada.close();
      until(() -> world.audience().size() == 0);
    }
  }

  @Test
  void refusesStrangersAndTooMany() throws Exception {
    assertThat(server.anonymous().get("/api/notifications").status()).isEqualTo(401);
    Stream one = open(ADA, "");
    one.event();
    open(ADA, "").event();
    var refused = server.as(RestTestServer.customer(ADA)).get("/api/notifications");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.problem()).isEqualTo("too-many-streams");
    assertThat(refused.header("Retry-After")).isNotNull();
    open(user("bob"), "").event();
    var full = server.as(RestTestServer.customer(user("eve"))).get("/api/notifications");
    assertThat(full.status()).isEqualTo(503);
  }

  @Test
  void noticesThatAClientIsGone() throws Exception {
    Stream ada = open(ADA, "");
    ada.event();
    assertThat(world.audience().size()).isEqualTo(1);
    ada.close();
    until(() -> world.audience().size() == 0);
  }

  @Test
  void letsAClientGoThatReadsNothing() throws Exception {
    Stream bob = open(user("bob"), "");
    bob.event();
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      URI uri = server.uri();
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
      socket
          .getOutputStream()
          .write(
              ("GET /api/notifications HTTP/1.1\r\nHost: "
                      + uri.getAuthority()
                      + "\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                      + RestTestServer.customer(ADA)
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      until(() -> world.audience().size() == 2);
      String large = "x".repeat(100_000);
      int n = 0;
      while (world.audience().size() == 2) {
        world.tell(ADA, n++ + large);
        world.tell(user("bob"), "for bob " + n);
        assertThat(bob.event().data).contains("for bob " + n);
      }
    }
    assertThat(world.audience().size()).isEqualTo(1);
  }

  @Test
  void endsWhenTheTokenExpires() throws Exception {
    Stream ada = open(ADA, "");
    ada.event();
    clock.pass(Duration.ofSeconds(901));
    Event end = ada.event();
    assertThat(end.name).isEqualTo("end");
    assertThat(end.data).contains("token-expired");
    assertThat(ada.ended()).isTrue();
  }

  @Test
  void endsWhenTheServerCloses() throws Exception {
    Stream ada = open(ADA, "");
    ada.event();
    world.close();
    assertThat(ada.event().data).contains("closing");
    assertThat(ada.ended()).isTrue();
    server.server().close();
  }

  private Stream open(UserId user, String lastEventId) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri().resolve("/api/notifications"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + RestTestServer.customer(user));
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    var response = http.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new Stream(response);
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    CountDownLatch pause = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      assertThat(pause.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private record Event(String id, String name, String data) {}

  /** Reads events as the standard says. */
  private static final class Stream {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Stream(HttpResponse<InputStream> response) {
      this.response = response;
      this.lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    Event event() throws IOException {
      String id = "";
      String name = "";
      String data = "";
      while (true) {
        String line = lines.readLine();
        if (line == null) {
          throw new AssertionError("the stream has ended");
        }
        if (line.isEmpty()) {
          if (!data.isEmpty()) {
            return new Event(id, name, data);
          }
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        }
      }
    }

    boolean ended() throws IOException {
      String line = lines.readLine();
      while (line != null) {
        line = lines.readLine();
      }
      return true;
    }

    void close() throws IOException {
      lines.close();
    }
  }
}
