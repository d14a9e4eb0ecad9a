package dev.stoa.notification.socketio;

import static dev.stoa.notification.application.LiveWorld.product;
import static dev.stoa.notification.application.LiveWorld.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.notification.application.Audience;
import dev.stoa.notification.application.LiveWorld;
import dev.stoa.notification.application.port.SettableClock;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.UserId;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the official Java client (protocol 5), and by hand for protocol 4. */
@Timeout(30)
class SocketIoTransportTest {
  private static final UserId ADA = user("ada");
  private static final ProductId MUGS = product("mugs");

  private final SettableClock clock = new SettableClock();
  private final LiveWorld world = LiveWorld.open(clock, new Audience.Limits(3, 5, 2, 64));
  private final SocketIoTransport transport =
      new SocketIoTransport(
          world.audience(),
          token ->
              token.startsWith("good-")
                  ? Optional.of(
                      new Audience.Member(
                          user(token.substring(5)),
                          token.equals("good-root"),
                          clock.instant().plusSeconds(900)))
                  : Optional.empty(),
          new SocketIoOptions(
              "127.0.0.1", 0, false, 100, 4_096, Duration.ofMillis(500), Duration.ofMillis(500)));
  private final List<Client> clients = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    transport.start();
  }

  @AfterEach
  void stop() {
    clients.forEach(client -> client.socket.close());
    world.close();
    transport.close();
    http.shutdownNow();
  }

  @Test
  void tellsAUserOfTheOwnFeedOverEitherTransport() throws Exception {
    for (String way : new String[] {"websocket", "polling"}) {
      Client ada = connect("ada", Map.of(), way);
      assertThat(ada.event("ready").getString("position")).isNotEmpty();
      world.tell(ADA, way);
      JSONObject told = ada.event("notification");
      assertThat(told.getString("type")).isEqualTo("order-placed");
      assertThat(told.getJSONObject("data").getString("orderId")).isEqualTo(way);
      assertThat(told.getString("position")).isNotEmpty();
      ada.socket.close();
    }
  }

  @Test
  void goesOnAfterThePosition() throws Exception {
    Client ada = connect("ada", Map.of(), "websocket");
    String start = ada.event("ready").getString("position");
    ada.socket.close();
    until(() -> world.audience().size() == 0);
    world.tell(ADA, "a");
    world.tell(ADA, "b");
    Client again = connect("ada", Map.of("position", start), "websocket");
    again.event("ready");
    assertThat(again.event("notification").toString()).contains("\"orderId\":\"a\"");
    assertThat(again.event("notification").toString()).contains("\"orderId\":\"b\"");
    Client lost = connect("ada", Map.of("position", "99999"), "websocket");
    lost.event("ready");
    lost.event("reset");
    assertThat(lost.event("notification").toString()).contains("\"orderId\":\"a\"");
  }

  @Test
  void takesTheTokenFromTheHandshakeToo() throws Exception {
    Client ada = new Client(Map.of(), "websocket", "token=good-ada");
    ada.event("ready");
    Raw bob = new Raw("EIO=4&transport=websocket&token=good-bob");
    assertThat(bob.text()).startsWith("0{");
    bob.socket.sendText("40", true).join();
    assertThat(bob.text()).startsWith("40{");
    assertThat(bob.text()).startsWith("42[\"ready\"");
    bob.socket.abort();
  }

  @Test
  void takesAnotherPortWhereItMay() {
    try (SocketIoTransport other = at(transport.port(), true)) {
      other.start();
      assertThat(other.port()).isNotEqualTo(transport.port());
    }
    try (SocketIoTransport other = at(transport.port(), false)) {
      assertThatThrownBy(other::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot listen on port " + transport.port());
    }
  }

  private SocketIoTransport at(int port, boolean otherwiseFree) {
    return new SocketIoTransport(
        world.audience(),
        token -> Optional.empty(),
        SocketIoOptions.at("127.0.0.1", port, otherwiseFree));
  }

  @Test
  void refusesWhoIsNobody() throws Exception {
    Client stranger = new Client(Map.of("token", "bad"), "websocket", "");
    assertThat(stranger.refusals.take()).contains("unauthenticated");
    Client mute = new Client(Map.of(), "websocket", "");
    assertThat(mute.refusals.take()).contains("unauthenticated");
    Client forged = new Client(Map.of(), "websocket", "token=bad");
    assertThat(forged.refusals.take()).isNotEmpty();
    assertThat(world.audience().size()).isZero();
  }

  @Test
  void limitsTheConnectionsOfAUser() throws Exception {
    for (int n = 0; n < 3; n++) {
      connect("ada", Map.of(), "websocket").event("ready");
    }
    Client fourth = new Client(Map.of("token", "good-ada"), "websocket", "");
    assertThat(fourth.refusals.take()).contains("too-many-connections");
    connect("bob", Map.of(), "websocket").event("ready");
  }

  @Test
  void letsClientsIntoRoomsOfProductsAndNobodyElses() throws Exception {
    world.sell(MUGS, Sku.of("MUG"));
    Client ada = connect("ada", Map.of(), "websocket");
    ada.event("ready");
    assertThat(ada.ask("joinRoom", "product-" + MUGS)).isEqualTo("{\"ok\":true}");
    world.publish(new StockChangedV1("MUG", 3, 4, 7, Instant.EPOCH));
    JSONObject update = ada.event("product-update");
    assertThat(update.getInt("available")).isEqualTo(3);
    assertThat(update.getString("productId")).isEqualTo(MUGS.toString());

    assertThat(ada.ask("joinRoom", "user-" + ADA)).contains("true");
    assertThat(ada.ask("joinRoom", "user-" + user("bob"))).contains("not-allowed");
    assertThat(ada.ask("joinRoom", "admin")).contains("not-allowed");
    assertThat(ada.ask("joinRoom", "product-1")).contains("unknown-room");
    assertThat(ada.ask("joinRoom", "product-" + product("a"))).contains("true");
    assertThat(ada.ask("joinRoom", "product-" + product("b"))).contains("too-many-rooms");
    assertThat(ada.ask("leaveRoom", "product-" + MUGS)).contains("true");
    assertThat(ada.ask("joinRoom", "product-" + product("b"))).contains("true");

    Client root = connect("root", Map.of(), "websocket");
    root.event("ready");
    assertThat(root.ask("joinRoom", "admin")).contains("true");
  }

  @Test
  void endsWhenTheTokenExpiresAndWhenTheServerCloses() throws Exception {
    Client ada = connect("ada", Map.of(), "websocket");
    ada.event("ready");
    clock.pass(Duration.ofSeconds(901));
    assertThat(ada.event("end").getString("reason")).isEqualTo("token-expired");
    ada.disconnects.take();
    Client bob = connect("bob", Map.of(), "websocket");
    bob.event("ready");
    world.close();
    assertThat(bob.event("end").getString("reason")).isEqualTo("closing");
    bob.disconnects.take();
  }

  @Test
  void speaksProtocol4() throws Exception {
    Raw raw = new Raw("EIO=3&transport=websocket&token=good-ada");
    assertThat(raw.text()).startsWith("0{");
    assertThat(raw.text()).isEqualTo("40");
    assertThat(raw.text()).startsWith("42[\"ready\",{\"position\"");
    world.tell(ADA, "old");
    assertThat(raw.text()).contains("42[\"notification\"", "\"orderId\":\"old\"");
    raw.socket.sendText("421[\"joinRoom\",\"product-" + MUGS + "\"]", true).join();
    assertThat(raw.text()).isEqualTo("431[{\"ok\":true}]");
    raw.socket.abort();
    until(() -> world.audience().size() == 0);
  }

  @Test
  void cutsOffWhoSaysNothingAndWhoSaysTooMuch() throws Exception {
    Raw mute = new Raw("EIO=4&transport=websocket");
    assertThat(mute.text()).startsWith("0{");
    until(() -> transport.sockets() == 0);

    Raw loud = new Raw("EIO=4&transport=websocket&token=good-ada");
    assertThat(loud.text()).startsWith("0{");
    loud.socket.sendText("40", true).join();
    until(() -> world.audience().size() == 1);
    var unused = loud.socket.sendText("42[\"joinRoom\",\"" + "x".repeat(10_000) + "\"]", true);
    until(() -> transport.sockets() == 0);
    until(() -> world.audience().size() == 0);
  }

  @Test
  void cutsOffWhoSendsBinaryData() throws Exception {
    Raw raw = new Raw("EIO=4&transport=websocket&token=good-ada");
    assertThat(raw.text()).startsWith("0{");
    raw.socket.sendText("40", true).join();
    until(() -> world.audience().size() == 1);
    var unused =
        raw.socket.sendText("459999-[\"joinRoom\",{\"_placeholder\":true,\"num\":0}]", true);
    until(() -> transport.sockets() == 0);
    until(() -> world.audience().size() == 0);
  }

  @Test
  void tellsNothingBeforeTheClientKnowsThatItIsConnected() throws Exception {
    for (int n = 0; n < 50; n++) {
      Raw raw = new Raw("EIO=4&transport=websocket");
      assertThat(raw.text()).startsWith("0{");
      raw.socket.sendText("40{\"token\":\"good-ada\"}", true).join();
      assertThat(raw.text()).startsWith("40{");
      assertThat(raw.text()).startsWith("42[\"ready\"");
      raw.socket.abort();
      until(() -> world.audience().size() == 0);
    }
  }

  @Test
  void cutsOffWhoReadsNothingWithoutHurtingOthers() throws Exception {
    Client bob = connect("bob", Map.of(), "websocket");
    bob.event("ready");
    Raw slow = new Raw("EIO=4&transport=websocket&token=good-ada");
    assertThat(slow.text()).startsWith("0{");
    slow.socket.sendText("40", true).join();
    until(() -> world.audience().size() == 2);
    slow.reading = false;
    String large = "x".repeat(200_000);
    for (int n = 0; world.audience().size() == 2; n++) {
      world.tell(ADA, n + large);
      world.tell(user("bob"), "for bob " + n);
      assertThat(bob.event("notification").toString()).contains("for bob " + n);
    }
    assertThat(world.audience().size()).isEqualTo(1);
    slow.socket.abort();
  }

  private Client connect(String name, Map<String, String> auth, String way) throws Exception {
    Map<String, String> all = new HashMap<>(auth);
    all.put("token", "good-" + name);
    return new Client(all, way, "");
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    CountDownLatch pause = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      assertThat(pause.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  /** The official client. */
  private final class Client {
    private final Socket socket;
    private final Map<String, BlockingQueue<JSONObject>> events = new HashMap<>();
    private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> disconnects = new LinkedBlockingQueue<>();

    Client(Map<String, String> auth, String way, String query) throws Exception {
      IO.Options options = new IO.Options();
      options.transports = new String[] {way};
      options.forceNew = true;
      options.reconnection = false;
      options.auth = auth;
      options.query = query;
      socket = IO.socket(URI.create("http://127.0.0.1:" + transport.port()), options);
      clients.add(this);
      for (String name :
          List.of(
              "ready",
              "reset",
              "notification",
              "basket-update",
              "product-update",
              "product-activity",
              "admin-notification",
              "end")) {
        BlockingQueue<JSONObject> queue = new LinkedBlockingQueue<>();
        events.put(name, queue);
        socket.on(name, arguments -> queue.add((JSONObject) arguments[0]));
      }
      socket.on(Socket.EVENT_CONNECT_ERROR, args -> refusals.add(String.valueOf(args[0])));
      socket.on(Socket.EVENT_DISCONNECT, args -> disconnects.add(String.valueOf(args[0])));
      socket.connect();
    }

    JSONObject event(String name) throws InterruptedException {
      return events.getOrDefault(name, new LinkedBlockingQueue<>()).take();
    }

    String ask(String event, String room) throws InterruptedException {
      BlockingQueue<String> answers = new LinkedBlockingQueue<>();
      socket.emit(event, new Object[] {room}, (Ack) args -> answers.add(args[0].toString()));
      return answers.take();
    }
  }

  /** A WebSocket that speaks the protocol by hand. */
  private final class Raw implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean reading = true;

    Raw(String query) {
      socket =
          http.newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + transport.port() + "/socket.io/?" + query), this)
              .join();
    }

    String text() throws InterruptedException {
      return texts.take();
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      if (reading) {
        webSocket.request(1);
      }
      return null;
    }
  }
}
