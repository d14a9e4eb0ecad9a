package dev.stoa.notification.socketio;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.AuthorizationResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.protocol.EngineIOVersion;
import dev.stoa.notification.application.Audience;
import dev.stoa.notification.application.Audience.Admission;
import dev.stoa.notification.application.Audience.Member;
import dev.stoa.notification.application.Seat;
import dev.stoa.notification.application.port.ListenerAuthenticator;
import dev.stoa.notification.application.port.LiveTransport;
import dev.stoa.notification.domain.Position;
import dev.stoa.shared.domain.ProductId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO server. A client says who it is with an access token, in the query of the handshake
 * or, from protocol 5 on, in the auth payload of its connect packet; where it stands in its feed is
 * told beside it as {@code position}.
 */
final class SocketIoTransport implements LiveTransport {
  private static final String PRODUCT_ROOM = "product-";

  private final Audience audience;
  private final ListenerAuthenticator authenticator;
  private final SocketIoOptions options;
  private final Map<UUID, Connection> connections = new ConcurrentHashMap<>();
  private @Nullable BoundServer server;

  SocketIoTransport(
      Audience audience, ListenerAuthenticator authenticator, SocketIoOptions options) {
    this.audience = audience;
    this.authenticator = authenticator;
    this.options = options;
  }

  @Override
  public synchronized void start() {
    try {
      server = listen(options.port());
    } catch (IllegalStateException taken) {
      if (!options.otherwiseFree()) {
        throw taken;
      }
      server = listen(0);
    }
  }

  private BoundServer listen(int port) {
    BoundServer starting =
        new BoundServer(
            configuration(port), options.maxConnections(), new PacketGuard(this::connectAnswered));
    starting.addConnectListener(this::connected);
    starting.addDisconnectListener(this::disconnected);
    starting.addEventListener("joinRoom", Object.class, this::joinRoom);
    starting.addEventListener("leaveRoom", Object.class, this::leaveRoom);
    starting.getNamespace(Namespace.DEFAULT_NAME).addAuthTokenListener(this::authData);
    // Somebody is always there: the library trips over a client that comes while the last one goes.
    ((Namespace) starting.getNamespace(Namespace.DEFAULT_NAME))
        .joinRoom(Namespace.DEFAULT_NAME, UUID.randomUUID());
    starting.bind();
    return starting;
  }

  @Override
  public synchronized int port() {
    if (server == null) {
      throw new IllegalStateException("it does not listen");
    }
    return server.port();
  }

  /** How many sockets are open. */
  synchronized int sockets() {
    return server == null ? 0 : server.sockets();
  }

  @Override
  public synchronized void close() {
    SocketIOServer running = server;
    server = null;
    if (running != null) {
      running.stop();
    }
  }

  private Configuration configuration(int port) {
    Configuration configuration = new Configuration();
    configuration.setHostname(options.host());
    configuration.setPort(port);
    configuration.setBossThreads(1);
    configuration.setRandomSession(true); // never the id a client brings along
    configuration.setAddVersionHeader(false);
    configuration.setAckMode(AckMode.MANUAL); // the answer to joinRoom comes from another thread
    // Messages are small and clients many: what a compressor keeps per socket is not worth it.
    configuration.setHttpCompression(false);
    configuration.setWebsocketCompression(false);
    configuration.setMaxFramePayloadLength(options.maxMessageBytes());
    configuration.setMaxHttpContentLength(options.maxMessageBytes());
    configuration.setPingInterval(25_000);
    configuration.setPingTimeout(20_000);
    configuration.getSocketConfig().setReuseAddress(true);
    configuration.getSocketConfig().setTcpNoDelay(true);
    configuration.setExceptionListener(new QuietExceptions());
    configuration.setAuthorizationListener(this::authorize);
    return configuration;
  }

  /** The handshake: a token that is there must be good; only protocol 5 may bring it later. */
  private AuthorizationResult authorize(HandshakeData handshake) {
    String token = handshake.getSingleUrlParam("token");
    boolean good =
        token == null
            ? EngineIOVersion.V4.getValue().equals(handshake.getSingleUrlParam("EIO"))
            : authenticator.authenticate(token).isPresent();
    return good
        ? AuthorizationResult.SUCCESSFUL_AUTHORIZATION
        : AuthorizationResult.FAILED_AUTHORIZATION;
  }

  /** The connect packet of protocol 5, when it carries something. */
  private AuthTokenResult authData(@Nullable Object data, SocketIOClient client) {
    Map<?, ?> auth = data instanceof Map<?, ?> map ? map : Map.of();
    HandshakeData handshake = client.getHandshakeData();
    String token = text(auth.get("token"), handshake.getSingleUrlParam("token"));
    String position = text(auth.get("position"), handshake.getSingleUrlParam("position"));
    Connection connection = connections.get(client.getSessionId());
    String problem = connection == null ? "closing" : admit(connection, token, position);
    return problem == null
        ? AuthTokenResult.AuthTokenResultSuccess
        : new AuthTokenResult(false, Map.of("message", problem));
  }

  /** A client with a handshake: of protocol 4 it is connected, of protocol 5 it has yet to ask. */
  private void connected(SocketIOClient client) {
    Connection connection = new Connection(client, options.patience());
    connections.put(client.getSessionId(), connection);
    if (client.getEngineIOVersion() == EngineIOVersion.V4) {
      Thread.ofVirtual()
          .name("stoa-socketio-login")
          .start(() -> {
            if (!connection.awaitsSeat(options.loginWithin())) {
              connection.cut();
            }
          });
    } else {
      connection.open();
      admitByHandshake(connection);
    }
  }

  /** A client of protocol 5 knows that it is connected, or refused. */
  private void connectAnswered(UUID session) {
    Connection connection = connections.get(session);
    if (connection != null) {
      connection.open();
      HandshakeData handshake = connection.client().getHandshakeData();
      if (handshake.getAuthToken() == null) {
        admitByHandshake(connection); // its packet carried nothing, so nobody was asked
      }
    }
  }

  private void admitByHandshake(Connection connection) {
    HandshakeData handshake = connection.client().getHandshakeData();
    String token = handshake.getSingleUrlParam("token");
    if (admit(connection, token, handshake.getSingleUrlParam("position")) != null) {
      connection.cut();
    }
  }

  private void disconnected(SocketIOClient client) {
    Connection connection = connections.remove(client.getSessionId());
    if (connection != null) {
      connection.left();
    }
  }

  /** Gives the client a seat, once; returns why it gets none, or null. */
  private @Nullable String admit(
      Connection connection, @Nullable String token, @Nullable String position) {
    if (connection.isSeated()) {
      return null;
    }
    Optional<Member> member = token == null ? Optional.empty() : authenticator.authenticate(token);
    if (member.isEmpty()) {
      return "unauthenticated";
    }
    return switch (audience.admit(member.get(), position(position), connection)) {
      case Admission.Admitted admitted -> {
        connection.seat(admitted.seat());
        yield null;
      }
      case Admission.TooManyOfUser many -> "too-many-connections";
      case Admission.Full full -> "full";
      case Admission.Closed closed -> "closing";
    };
  }

  private void joinRoom(SocketIOClient client, @Nullable Object data, AckRequest ack) {
    inRoom(client, data, ack, true);
  }

  private void leaveRoom(SocketIOClient client, @Nullable Object data, AckRequest ack) {
    inRoom(client, data, ack, false);
  }

  private void inRoom(
      SocketIOClient client, @Nullable Object data, AckRequest ack, boolean joining) {
    Connection connection = connections.get(client.getSessionId());
    if (connection == null) {
      return; // it has left
    }
    connection.inOrder(() -> {
      Seat seat = connection.seat();
      String refusal = seat == null ? "unauthenticated" : move(seat, room(data), joining);
      if (ack.isAckRequested()) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", refusal == null);
        if (refusal != null) {
          answer.put("reason", refusal);
        }
        ack.sendAckData(answer);
      }
    });
  }

  /** Returns why the client is not let into, or out of, the room; null when it is. */
  private static @Nullable String move(Seat seat, String room, boolean joining) {
    if (room.startsWith(PRODUCT_ROOM)) {
      ProductId product;
      try {
        product = ProductId.parse(room.substring(PRODUCT_ROOM.length()));
      } catch (IllegalArgumentException noId) {
        return "unknown-room";
      }
      if (joining) {
        return seat.watch(product) ? null : "too-many-rooms";
      }
      seat.unwatch(product);
      return null;
    }
    // A user is in the own room, and an administrator in theirs, from the beginning to the end.
    boolean own =
        room.equals("user-" + seat.member().user())
            || (room.equals("admin") && seat.member().administrator());
    return own ? null : "not-allowed";
  }

  /** The name of a room, alone or as the member {@code room}. */
  private static String room(@Nullable Object data) {
    Object room = data instanceof Map<?, ?> map ? map.get("room") : data;
    return room instanceof String name ? name : "";
  }

  private static @Nullable String text(@Nullable Object value, @Nullable String otherwise) {
    return value instanceof String text ? text : otherwise;
  }

  /** What no feed ever gave is a position all the same: an unknown one. */
  private static Optional<Position> position(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Position(text));
    } catch (IllegalArgumentException foreign) {
      return Optional.of(new Position("unknown"));
    }
  }
}
