package dev.stoa.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayTest {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() throws Exception {
    http.close();
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  @Test
  void sendsEachPathToItsService() throws Exception {
    InetSocketAddress shop = echo("shop");
    InetSocketAddress orders = echo("orders");
    Gateway gateway =
        gateway(
            Routes.builder()
                .route(List.of(shop), "/")
                .route(List.of(orders), "/api/orders", "/api/admin/orders"));

    assertThat(get(gateway, "/api/orders").body()).startsWith("orders GET /api/orders");
    assertThat(get(gateway, "/api/orders/7?a=b").body()).startsWith("orders GET /api/orders/7?a=b");
    assertThat(get(gateway, "/api/admin/orders").body()).startsWith("orders");
    assertThat(get(gateway, "/api/orderss").body()).startsWith("shop");
    assertThat(get(gateway, "/").body()).startsWith("shop");
  }

  @Test
  void takesTheInstancesInTurnAndLeavesOutThoseThatDoNotListen() throws Exception {
    Gateway gateway =
        gateway(Routes.builder().route(List.of(echo("one"), nobody(), echo("two")), "/"));

    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      answers.add(get(gateway, "/x").body().split(" ", 2)[0]);
    }

    assertThat(answers).contains("one", "two").hasSize(6);
  }

  @Test
  void keepsAClientWithOneInstanceWhereThatIsWanted() throws Exception {
    Gateway gateway = gateway(Routes.builder().stickyRoute(List.of(echo("one"), echo("two")), "/"));

    assertThat(
            Stream.of("/a", "/b", "/c", "/d")
                .map(path -> get(gateway, path).body().split(" ", 2)[0])
                .collect(Collectors.toSet()))
        .hasSize(1);
  }

  @Test
  void saysWhenToComeBackWhileNobodyListens() throws Exception {
    Gateway gateway = gateway(Routes.builder().route(List.of(nobody()), "/"));

    HttpResponse<String> answer = get(gateway, "/x");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void refusesAPathOfNobody() throws Exception {
    Gateway gateway = gateway(Routes.builder().route(List.of(echo("api")), "/api"));

    assertThat(get(gateway, "/other").statusCode()).isEqualTo(404);
  }

  @Test
  void passesSmallLargeAndChunkedBodies() throws Exception {
    Gateway gateway = gateway(Routes.builder().route(List.of(echo("shop")), "/"));
    byte[] large = new byte[300_000];

    assertThat(post(gateway, BodyPublishers.ofString("abc")).body()).endsWith("body 3");
    assertThat(post(gateway, BodyPublishers.ofByteArray(large)).body()).endsWith("body 300000");
    assertThat(
            post(
                    gateway,
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArrays(List.of(large, large))))
                .body())
        .endsWith("body 600000");
    assertThat(
            http.send(
                    HttpRequest.newBuilder(gateway.url().resolve("/x"))
                        .expectContinue(true)
                        .POST(BodyPublishers.ofString("abcd"))
                        .build(),
                    BodyHandlers.ofString())
                .body())
        .endsWith("body 4");
  }

  @Test
  void saysWhoAskedAndDropsWhatHoldsForOneConnection() throws Exception {
    Gateway gateway = gateway(Routes.builder().route(List.of(echo("shop")), "/"));

    String answer = get(gateway, "/x").body();

    assertThat(answer)
        .contains("X-forwarded-for=[127.0.0.1]")
        .contains("X-forwarded-proto=[http]")
        .contains("X-forwarded-host=[127.0.0.1:" + gateway.url().getPort() + "]");
  }

  @Test
  void letsAStreamThroughAsItComes() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    InetSocketAddress stream =
        server(exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          out.write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
          out.flush();
          await(read);
          out.write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    Gateway gateway = gateway(Routes.builder().route(List.of(stream), "/"));

    HttpResponse<Stream<String>> answer =
        http.send(
            HttpRequest.newBuilder(gateway.url().resolve("/events")).build(),
            BodyHandlers.ofLines());

    List<String> lines = new ArrayList<>();
    answer
        .body()
        .filter(line -> !line.isEmpty())
        .forEach(line -> {
          lines.add(line);
          // The second half is only sent once the first has arrived.
          read.countDown();
        });
    assertThat(lines).containsExactly("data: first", "data: second");
  }

  @Test
  void tunnelsAnUpgradedConnection() throws Exception {
    ServerSocket upgrading = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    opened.push(upgrading);
    inBackground(() -> {
      try (Socket socket = upgrading.accept()) {
        BufferedReader in = reader(socket);
        boolean asked = false;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          asked |= line.equalsIgnoreCase("Upgrade: websocket");
        }
        write(
            socket,
            asked
                ? head(
                    "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade")
                : head("HTTP/1.1 400 Bad Request", "Content-Length: 0"));
        write(socket, "echo " + in.readLine() + "\n");
      }
    });
    Gateway gateway =
        gateway(
            Routes.builder()
                .route(
                    List.of((InetSocketAddress) upgrading.getLocalSocketAddress()), "/socket.io"));

    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.url().getPort())) {
      write(
          client,
          head(
              "GET /socket.io/?EIO=4 HTTP/1.1",
              "Host: x",
              "Connection: Upgrade",
              "Upgrade: websocket"));
      BufferedReader in = reader(client);
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
      while (!in.readLine().isEmpty()) {
        // The fields of the answer.
      }
      write(client, "hello\n");
      assertThat(in.readLine()).isEqualTo("echo hello");
    }
  }

  @Test
  void repeatsWhatMayBeRepeatedWhenAnInstanceGoesAwayInsideARequest() throws Exception {
    Gateway gateway = gateway(Routes.builder().route(List.of(hangsUp(), echo("other")), "/"));

    assertThat(get(gateway, "/x").body()).startsWith("other GET");
  }

  @Test
  void doesNotRepeatWhatMayHaveBeenDone() throws Exception {
    InetSocketAddress hangsUp = hangsUp();
    Gateway gateway = gateway(Routes.builder().route(List.of(hangsUp), "/"));

    HttpResponse<String> answer = post(gateway, BodyPublishers.ofString("abc"));

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("Idempotency-Key");
  }

  @Test
  void takesANewConnectionWhenTheOldOneEndsUnderARequestThatMayBeRepeated() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    InetSocketAddress server = answersOncePerConnection(connections);
    Gateway gateway = gateway(Routes.builder().route(List.of(server), "/"));

    assertThat(get(gateway, "/a").statusCode()).isEqualTo(200);
    assertThat(get(gateway, "/b").statusCode()).isEqualTo(200);
    HttpRequest keyed =
        HttpRequest.newBuilder(gateway.url().resolve("/c"))
            .header("Idempotency-Key", "one")
            .POST(BodyPublishers.noBody())
            .build();
    assertThat(send(keyed).statusCode()).isEqualTo(200);
    assertThat(post(gateway, BodyPublishers.noBody()).statusCode()).isEqualTo(502);

    assertThat(connections).hasValue(3);
  }

  @Test
  void sharesNoConnectionAmongConversations() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    InetSocketAddress server = answersOncePerConnection(connections);
    Gateway gateway = gateway(Routes.builder().stickyRoute(List.of(server), "/"));

    for (int i = 1; i <= 4; i++) {
      assertThat(post(gateway, BodyPublishers.noBody()).statusCode()).isEqualTo(200);
      assertThat(connections).hasValue(i);
    }
  }

  @Test
  void goesOnWithAServiceThatWasRestartedOnItsPort() throws Exception {
    HttpServer first = listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "one");
    InetSocketAddress address = first.getAddress();
    Gateway gateway = gateway(Routes.builder().route(List.of(address), "/"));
    assertThat(get(gateway, "/x").body()).startsWith("one");
    first.stop(0);
    assertThat(get(gateway, "/x").statusCode()).isEqualTo(503);

    HttpServer second = listening(address, "two");
    opened.push(() -> second.stop(0));

    assertThat(post(gateway, BodyPublishers.ofString("abc")).body()).startsWith("two");
  }

  @Test
  void refusesWhatIsNoHttp() throws Exception {
    Gateway gateway = gateway(Routes.builder().route(List.of(echo("shop")), "/"));

    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.url().getPort())) {
      write(client, "nonsense\r\n\r\n");
      assertThat(reader(client).readLine()).isEqualTo("HTTP/1.1 400 Bad Request");
    }
  }

  private Gateway gateway(Routes.Builder routes) {
    Gateway gateway = Gateway.start(0, routes.build());
    opened.push(gateway);
    return gateway;
  }

  private HttpResponse<String> get(Gateway gateway, String path) {
    return send(HttpRequest.newBuilder(gateway.url().resolve(path)).build());
  }

  private HttpResponse<String> post(Gateway gateway, HttpRequest.BodyPublisher body) {
    URI url = gateway.url().resolve("/x");
    return send(HttpRequest.newBuilder(url).POST(body).build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Answers with its name, the request line, the fields and the size of the body. */
  private InetSocketAddress echo(String name) throws IOException {
    HttpServer server = listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), name);
    opened.push(() -> server.stop(0));
    return server.getAddress();
  }

  private static HttpServer listening(InetSocketAddress address, String name) throws IOException {
    return listening(
        address,
        exchange -> {
          int size = exchange.getRequestBody().readAllBytes().length;
          byte[] answer =
              (name
                      + " "
                      + exchange.getRequestMethod()
                      + " "
                      + exchange.getRequestURI()
                      + " "
                      + exchange.getRequestHeaders().entrySet()
                      + " body "
                      + size)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
  }

  private InetSocketAddress server(Handler handler) throws IOException {
    HttpServer server =
        listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), handler);
    opened.push(() -> server.stop(0));
    return server.getAddress();
  }

  private static HttpServer listening(InetSocketAddress address, Handler handler)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", handler::handle);
    server.start();
    return server;
  }

  /** Reads a request and closes without a word. */
  private InetSocketAddress hangsUp() throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    opened.push(listening);
    inBackground(() -> {
      while (!listening.isClosed()) {
        try (Socket socket = listening.accept()) {
          BufferedReader in = reader(socket);
          while (!in.readLine().isEmpty()) {
            // The head.
          }
        }
      }
    });
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  /** Answers the first request of a connection, and ends the connection under the second. */
  private InetSocketAddress answersOncePerConnection(AtomicInteger connections) throws IOException {
    ServerSocket listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    opened.push(listening);
    inBackground(() -> {
      while (!listening.isClosed()) {
        Socket socket = listening.accept();
        connections.incrementAndGet();
        inBackground(() -> {
          try (socket) {
            BufferedReader in = reader(socket);
            readHead(in);
            write(socket, head("HTTP/1.1 200 OK", "Content-Length: 0"));
            readHead(in);
          }
        });
      }
    });
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  private static void readHead(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      line = in.readLine();
    }
  }

  private static void inBackground(Work work) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            work.run();
          } catch (IOException e) {
            // The test is over: its sockets are closed.
            Thread.currentThread().interrupt();
          }
        });
  }

  private interface Work {
    void run() throws IOException;
  }

  private static InetSocketAddress nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }
}
