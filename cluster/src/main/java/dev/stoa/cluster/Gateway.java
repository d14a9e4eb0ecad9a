package dev.stoa.cluster;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * One origin for all services: a reverse proxy for HTTP/1.1 on 127.0.0.1. Bodies, event streams and
 * WebSockets pass through as they come. An instance that does not listen is left out; when none
 * does, the answer is 503 with {@code Retry-After}. When an instance goes away while it works on a
 * request, nobody can know how far it came: what may be repeated is, anything else gets 502.
 */
public final class Gateway implements AutoCloseable {
  private static final int CLIENT_IDLE_MILLIS = 120_000;
  private static final int BUFFERED_BODY = 65_536;
  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

  private final ServerSocket listening;
  private final Routes routes;
  private final Thread acceptor;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final Map<InetSocketAddress, ConcurrentLinkedDeque<Connection>> idle =
      new ConcurrentHashMap<>();
  private volatile boolean closed;

  private Gateway(ServerSocket listening, Routes routes) {
    this.listening = listening;
    this.routes = routes;
    this.acceptor = Thread.ofPlatform().name("gateway").daemon().unstarted(this::accept);
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for a free one
   */
  public static Gateway start(int port, Routes routes) {
    try {
      ServerSocket socket = new ServerSocket(port, 1_024, InetAddress.getLoopbackAddress());
      Gateway gateway = new Gateway(socket, routes);
      gateway.acceptor.start();
      return gateway;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  /** The origin. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  @Override
  public void close() {
    closed = true;
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clients.forEach(Gateway::abandon);
    idle.values().forEach(connections -> connections.forEach(Connection::close));
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = listening.accept();
        clients.add(client);
        Thread.ofVirtual().name("gateway-client").start(() -> serve(client));
      } catch (IOException e) {
        if (!closed) {
          System.err.println("gateway: " + e);
        }
      }
    }
  }

  private void serve(Socket client) {
    try {
      client.setTcpNoDelay(true);
      client.setSoTimeout(CLIENT_IDLE_MILLIS);
      InputStream in = new BufferedInputStream(client.getInputStream(), 16_384);
      OutputStream out = new BufferedOutputStream(client.getOutputStream(), 16_384);
      boolean goesOn = true;
      while (goesOn && !closed) {
        Optional<Head> head = Head.read(in);
        goesOn = head.isPresent() && exchange(client, head.get(), in, out);
        out.flush();
      }
    } catch (Head.Malformed e) {
      refuse(client, 400, "Bad Request", e.getMessage());
    } catch (IOException e) {
      // The client is gone, or silent for too long: there is nobody to tell.
      clients.remove(client);
    } finally {
      abandon(client);
      clients.remove(client);
    }
  }

  /** One request and its answer; returns whether the client's connection can go on. */
  private boolean exchange(Socket client, Head request, InputStream in, OutputStream out)
      throws IOException {
    String target = request.word(1);
    if (!target.startsWith("/") || !request.word(2).startsWith("HTTP/1.")) {
      throw new Head.Malformed("no request of HTTP/1.1");
    }
    if (request.isChunked() && request.length().isPresent()) {
      throw new Head.Malformed("a length and chunks");
    }
    if (request.says("Expect", "100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    String address = client.getInetAddress().getHostAddress();
    boolean upgrade = request.says("Connection", "upgrade");
    Head sent = request.forwarded(Set.of("expect"), forwarding(request, address, upgrade));
    byte[] small = smallBody(request, in);
    String path = target.split("[?#]", 2)[0];
    List<InetSocketAddress> candidates = routes.candidates(path, address);
    if (candidates.isEmpty()) {
      answer(out, 404, "Not Found", "No service answers " + path + ".");
      return small != null && !wantsClose(request);
    }
    boolean repeatable = repeatable(request) && small != null && !upgrade;
    boolean kept = !routes.isSticky(path);
    Deque<InetSocketAddress> open = new ArrayDeque<>(candidates);
    while (!open.isEmpty()) {
      InetSocketAddress instance = open.removeFirst();
      Connection connection;
      try {
        connection = kept ? connection(instance) : Connection.to(instance);
      } catch (IOException e) {
        continue;
      }
      @Nullable Head answer;
      try {
        answer = ask(connection, sent, request, small, in);
      } catch (SocketTimeoutException e) {
        connection.close();
        answer(out, 504, "Gateway Timeout", "The service did not answer in time.");
        return false;
      } catch (IOException e) {
        connection.close();
        answer = null;
      }
      if (answer != null) {
        return pass(client, request, answer, connection, kept, in, out);
      }
      connection.close();
      if (repeatable && connection.isReused()) {
        // It may have ended while it was idle: that says nothing about the instance.
        open.addFirst(instance);
      }
      if (!repeatable) {
        answer(
            out,
            502,
            "Bad Gateway",
            "The service went away while it worked on this request: it may have been done, or not."
                + " Send it again with the same Idempotency-Key.");
        return false;
      }
    }
    answer(out, 503, "Service Unavailable", "No instance of the service is there just now.");
    return small != null && !wantsClose(request);
  }

  /** Sent twice it does what it does once (RFC 9110, 9.2.2), or the service knows it again. */
  private static boolean repeatable(Head request) {
    return REPEATABLE.contains(request.word(0)) || request.field("Idempotency-Key").isPresent();
  }

  private static List<Head.Field> forwarding(Head request, String address, boolean upgrade) {
    List<Head.Field> fields = new ArrayList<>();
    fields.add(new Head.Field("X-Forwarded-For", address));
    fields.add(new Head.Field("X-Forwarded-Proto", "http"));
    request.field("Host").ifPresent(host -> fields.add(new Head.Field("X-Forwarded-Host", host)));
    if (upgrade) {
      fields.add(new Head.Field("Connection", "Upgrade"));
      request
          .field("Upgrade")
          .ifPresent(protocol -> fields.add(new Head.Field("Upgrade", protocol)));
    }
    return fields;
  }

  /** The body, when it is small enough to be sent again; null when it is streamed instead. */
  private static byte @Nullable [] smallBody(Head request, InputStream in) throws IOException {
    if (request.isChunked()) {
      return null;
    }
    long length = request.length().orElse(0L);
    return length > BUFFERED_BODY ? null : in.readNBytes((int) length);
  }

  private Connection connection(InetSocketAddress instance) throws IOException {
    ConcurrentLinkedDeque<Connection> waiting = idle.get(instance);
    if (waiting != null) {
      for (Connection next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
        if (next.isFresh()) {
          return next;
        }
        next.close();
      }
    }
    return Connection.to(instance);
  }

  /** Sends the request and reads the head of the answer; null when it ended without one. */
  private static @Nullable Head ask(
      Connection connection, Head sent, Head request, byte @Nullable [] small, InputStream in)
      throws IOException {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.write(sent.bytes());
    if (small != null) {
      first.write(small);
    }
    connection.out().write(first.toByteArray());
    if (small == null) {
      copyBody(request, in, connection.out());
    }
    connection.out().flush();
    Optional<Head> answer = Head.read(connection.in());
    while (answer.isPresent()
        && answer.get().word(1).startsWith("1")
        && !answer.get().word(1).equals("101")) {
      answer = Head.read(connection.in());
    }
    return answer.orElse(null);
  }

  private boolean pass(
      Socket client,
      Head request,
      Head answer,
      Connection connection,
      boolean kept,
      InputStream in,
      OutputStream out)
      throws IOException {
    if (answer.word(1).equals("101")) {
      out.write(answer.bytes());
      out.flush();
      tunnel(client, in, out, connection);
      return false;
    }
    boolean bodiless =
        request.word(0).equals("HEAD")
            || answer.word(1).equals("204")
            || answer.word(1).equals("304");
    boolean delimited = bodiless || answer.isChunked() || answer.length().isPresent();
    boolean goesOn = delimited && !wantsClose(request);
    out.write(
        answer
            .forwarded(
                Set.of(), List.of(new Head.Field("Connection", goesOn ? "keep-alive" : "close")))
            .bytes());
    try {
      if (!bodiless) {
        if (delimited) {
          copyBody(answer, connection.in(), out);
        } else {
          copy(connection.in(), out, Long.MAX_VALUE);
        }
      }
      out.flush();
    } catch (IOException e) {
      // Half an answer is on its way: the client must see that it ends early.
      connection.close();
      throw e;
    }
    if (kept && delimited && !answer.says("Connection", "close")) {
      connection.used();
      idle.computeIfAbsent(connection.instance(), i -> new ConcurrentLinkedDeque<>())
          .addFirst(connection);
    } else {
      connection.close();
    }
    return goesOn;
  }

  private static boolean wantsClose(Head request) {
    return request.says("Connection", "close")
        || (request.word(2).equals("HTTP/1.0") && !request.says("Connection", "keep-alive"));
  }

  /** Passes bytes both ways until either side ends. */
  private static void tunnel(Socket client, InputStream in, OutputStream out, Connection server)
      throws IOException {
    client.setSoTimeout(0);
    server.socket().setSoTimeout(0);
    Thread up =
        Thread.ofVirtual()
            .start(() -> {
              try {
                copy(in, server.out(), Long.MAX_VALUE);
              } catch (IOException e) {
                abandon(client);
              } finally {
                server.close();
              }
            });
    try {
      copy(server.in(), out, Long.MAX_VALUE);
    } finally {
      server.close();
      abandon(client);
      up.interrupt();
    }
  }

  private static void copyBody(Head head, InputStream in, OutputStream out) throws IOException {
    if (!head.isChunked()) {
      long length = head.length().orElse(0L);
      if (copy(in, out, length) < length) {
        throw new EOFException("the body ended early");
      }
      return;
    }
    while (true) {
      String size = line(in);
      write(out, size);
      long bytes;
      try {
        bytes = Long.parseLong(size.split(";", 2)[0].strip(), 16);
      } catch (NumberFormatException e) {
        throw new Head.Malformed("no size of a chunk");
      }
      if (bytes == 0) {
        for (String trailer = line(in); ; trailer = line(in)) {
          write(out, trailer);
          if (trailer.isEmpty()) {
            return;
          }
        }
      }
      if (copy(in, out, bytes) < bytes) {
        throw new EOFException("a chunk ended early");
      }
      write(out, line(in));
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  /** Copies up to so many bytes, and lets them out whenever no more are there at the moment. */
  private static long copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[16_384];
    long copied = 0;
    while (copied < most) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, most - copied));
      if (read < 0) {
        break;
      }
      out.write(buffer, 0, read);
      copied += read;
      if (in.available() == 0) {
        out.flush();
      }
    }
    return copied;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the stream ended inside a line");
      }
      if (line.length() > 8_192) {
        throw new Head.Malformed("a line of a chunk is too long");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  private static void write(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** An answer of the gateway itself (RFC 9457). */
  private static void answer(OutputStream out, int status, String reason, String detail)
      throws IOException {
    String body =
        """
        {"type": "/problems/gateway", "title": "%s", "status": %d, "detail": "%s"}\
        """
            .formatted(reason, status, detail.replace("\"", "'").replace("\\", "/"));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String retry = status == 503 || status == 502 ? "Retry-After: 1\r\n" : "";
    String connection = status == 503 || status == 404 ? "" : "Connection: close\r\n";
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n%s%s\r\n"
            .formatted(status, reason, bytes.length, retry, connection);
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    out.write(bytes);
    out.flush();
  }

  private static void refuse(Socket client, int status, String reason, @Nullable String detail) {
    try {
      answer(client.getOutputStream(), status, reason, String.valueOf(detail));
    } catch (IOException e) {
      abandon(client);
    }
    abandon(client);
  }

  private static void abandon(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      System.err.println("gateway: a connection did not close: " + e);
    }
  }
}
