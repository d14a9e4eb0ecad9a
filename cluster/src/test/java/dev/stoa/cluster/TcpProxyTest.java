package dev.stoa.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpProxyTest {
  private static final int PATIENCE_MILLIS = 30_000;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private ServerSocket server;
  private Thread acceptor;
  private TcpProxy proxy;

  /** A server that says each line again, and a last word when the client has none left. */
  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    acceptor = Thread.ofVirtual().start(this::accept);
    proxy = TcpProxy.to("echo", server.getLocalPort());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    closeServer();
  }

  @Test
  void passesBothWaysToTheEnd() throws IOException {
    try (Client client = new Client()) {
      assertThat(client.ask("one")).isEqualTo("one");
      assertThat(client.ask("two")).isEqualTo("two");
      client.socket.shutdownOutput();
      assertThat(client.in.readLine()).isEqualTo("that was all");
      assertThat(client.in.readLine()).isNull();
    }
    assertThat(proxy.lostBytes()).isZero();
  }

  @Test
  void passesMoreThanFitsAtOnce() throws IOException {
    String line = "x".repeat(300_000);
    try (Client client = new Client()) {
      assertThat(client.ask(line)).isEqualTo(line);
    }
  }

  @Test
  void aCutEndsWhatThereIsAndWelcomesWhatComes() throws IOException {
    try (Client first = new Client();
        Client second = new Client()) {
      first.ask("one");
      second.ask("two");
      assertThat(proxy.connections()).isEqualTo(2);

      proxy.cut();

      assertThatThrownBy(() -> first.in.readLine()).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> second.in.readLine()).isInstanceOf(SocketException.class);
    }
    try (Client next = new Client()) {
      assertThat(next.ask("three")).isEqualTo("three");
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }

  @Test
  void inSilenceNothingPassesUntilAllIsCut() throws Exception {
    try (Client client = new Client()) {
      client.ask("one");
      heard.clear();

      proxy.become(TcpProxy.Network.SILENT);
      client.say("two");
      client.socket.setSoTimeout(200);
      assertThatThrownBy(() -> client.in.readLine()).isInstanceOf(SocketTimeoutException.class);
      assertThat(heard).isEmpty();

      client.socket.setSoTimeout(PATIENCE_MILLIS);
      proxy.become(TcpProxy.Network.WHOLE);
      assertThatThrownBy(() -> client.ask("three"))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
      assertThat(heard).doesNotContain("two", "three");
    }
    try (Client next = new Client()) {
      assertThat(next.ask("four")).isEqualTo("four");
    }
  }

  @Test
  void lostAnswersWereAnswersToWhatWasDone() throws Exception {
    try (Client client = new Client()) {
      client.ask("one");
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("one");

      proxy.become(TcpProxy.Network.ANSWERS_LOST);
      client.say("two");
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("two");
      while (proxy.lostBytes() < "two\n".length()) {
        Thread.onSpinWait();
      }

      proxy.become(TcpProxy.Network.WHOLE);
      assertThatThrownBy(() -> client.in.readLine()).isInstanceOf(SocketException.class);
    }
    assertThat(proxy.lostBytes()).isEqualTo("two\n".length());
  }

  @Test
  void aServerThatIsNotThereResets() throws Exception {
    closeServer();
    try (Client client = new Client()) {
      assertThatThrownBy(() -> client.in.readLine()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void closedItEndsItsConnectionsAndListensNoMore() throws IOException {
    try (Client client = new Client()) {
      client.ask("one");
      proxy.close();
      assertThatThrownBy(() -> client.in.readLine()).isInstanceOf(SocketException.class);
    }
    assertThatThrownBy(Client::new).isInstanceOf(IOException.class);
  }

  /** Its port is closed when nobody is in the middle of accepting. */
  private void closeServer() throws Exception {
    server.close();
    acceptor.join();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      } catch (IOException e) {
        assertThat(server.isClosed()).isTrue();
      }
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      BufferedReader in = reader(socket);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
        say(socket, line);
      }
      say(socket, "that was all");
    } catch (IOException reset) {
      heard.add("");
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private final class Client implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    private final BufferedReader in = reader(socket);

    Client() throws IOException {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }

    void say(String line) throws IOException {
      TcpProxyTest.say(socket, line);
    }

    String ask(String line) throws IOException {
      say(line);
      return in.readLine();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
