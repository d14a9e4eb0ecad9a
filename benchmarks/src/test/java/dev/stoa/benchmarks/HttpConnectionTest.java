package dev.stoa.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpConnectionTest {
  private final AtomicInteger connections = new AtomicInteger();
  private ServerSocket server;
  private HttpConnection http;
  private volatile boolean breaksOff;

  /** A server that answers once on each connection, and closes it without having said so. */
  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    http = new HttpConnection(URI.create("http://127.0.0.1:" + server.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    http.close();
    server.close();
  }

  @Test
  void opensAConnectionAnewForWhatMayBeSentTwice() throws IOException {
    assertThat(http.get("/a", Map.of()).status()).isEqualTo(204);
    assertThat(http.get("/b", Map.of()).status()).isEqualTo(204);
    assertThat(http.post("/c", Map.of("Idempotency-Key", "one"), "{}").status()).isEqualTo(204);
    assertThat(connections).hasValue(3);
  }

  @Test
  void doesNotSendTwiceWhatMayHaveBeenDone() throws IOException {
    assertThat(http.get("/a", Map.of()).status()).isEqualTo(204);
    assertThatThrownBy(() -> http.post("/b", Map.of(), "{}")).isInstanceOf(IOException.class);
    assertThat(connections).hasValue(1);
  }

  @Test
  void doesNotTryAgainWhatHadAConnectionOfItsOwn() throws IOException {
    server.close();
    assertThatThrownBy(() -> http.get("/a", Map.of())).isInstanceOf(IOException.class);
    assertThat(connections).hasValue(0);
  }

  @Test
  void anAnswerThatBreaksOffIsAnError() throws IOException {
    breaksOff = true;
    assertThat(http.get("/a", Map.of()).status()).isEqualTo(204);
    assertThatThrownBy(() -> http.get("/b", Map.of())).isInstanceOf(EOFException.class);
    assertThat(connections).hasValue(1);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        connections.incrementAndGet();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        take(in);
        say(socket, "HTTP/1.1 204 No Content\r\n\r\n");
        if (breaksOff) {
          take(in);
          say(socket, "HTTP/1.1 200 OK\r\nContent-Len");
        }
      } catch (IOException e) {
        assertThat(server.isClosed()).isTrue();
      }
    }
  }

  private static void take(BufferedReader in) throws IOException {
    int length = 0;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    if (in.skip(length) < length) {
      throw new EOFException("half a request");
    }
  }

  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
  }
}
