package dev.stoa.notification.socketio;

import static dev.stoa.notification.application.LiveWorld.product;
import static dev.stoa.notification.application.LiveWorld.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stoa.catalog.events.StockChangedV1;
import dev.stoa.notification.application.Audience;
import dev.stoa.notification.application.LiveWorld;
import dev.stoa.notification.application.port.SettableClock;
import dev.stoa.servers.RealServers;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Sku;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With the official JavaScript clients of protocol 4 (version 2) and 5 (version 4), where Node is
 * present and the clients can be had; {@code STOA_REQUIRE_REAL=node} forbids to skip this.
 */
@Timeout(180)
class JavaScriptClientTest {
  private static final ProductId MUGS = product("mugs");
  private static final JsonMapper JSON = new JsonMapper();

  private final SettableClock clock = new SettableClock();
  private final LiveWorld world = LiveWorld.open(clock, new Audience.Limits(3, 5, 2, 64));
  private final SocketIoTransport transport =
      new SocketIoTransport(
          world.audience(),
          token ->
              token.equals("good")
                  ? Optional.of(
                      new Audience.Member(user("ada"), false, clock.instant().plusSeconds(900)))
                  : Optional.empty(),
          SocketIoOptions.at("127.0.0.1", 0, false));

  @BeforeEach
  void start() {
    transport.start();
  }

  @AfterEach
  void stop() {
    world.close();
    transport.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"client-2", "client-4"})
  void hearsWhatConcernsIt(String version) throws IOException {
    world.sell(MUGS, Sku.of("MUG"));
    try (Client client = new Client(version, "good")) {
      assertThat(client.next("ready").path("position").asText()).isNotEmpty();
      world.tell(user("ada"), "order-1");
      JsonNode told = client.next("notification");
      assertThat(told.at("/data/orderId").asText()).isEqualTo("order-1");
      assertThat(told.path("position").asText()).isNotEmpty();

      client.emit("joinRoom", "product-" + MUGS);
      assertThat(client.next("answer").path("ok").asBoolean()).isTrue();
      world.publish(new StockChangedV1("MUG", 3, 4, 7, Instant.EPOCH));
      assertThat(client.next("product-update").path("available").asInt()).isEqualTo(3);
      client.emit("joinRoom", "admin");
      assertThat(client.next("answer").path("reason").asText()).isEqualTo("not-allowed");

      clock.pass(Duration.ofSeconds(901));
      assertThat(client.next("end").path("reason").asText()).isEqualTo("token-expired");
      client.next("disconnect");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client-2", "client-4"})
  void isRefusedWithABadToken(String version) throws IOException {
    try (Client client = new Client(version, "bad")) {
      assertThat(client.next("refused").asText()).isNotEmpty();
    }
    assertThat(world.audience().size()).isZero();
  }

  private final class Client implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    Client(String version, String token) throws IOException {
      Path folder = RealServers.required("node", JavaScriptClientTest::installed);
      process =
          new ProcessBuilder(
                  "node", "client.js", version, "http://127.0.0.1:" + transport.port(), token)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      out = process.inputReader();
      in = process.outputWriter();
    }

    /** What comes with the next event of that name; others are passed over. */
    JsonNode next(String event) throws IOException {
      while (true) {
        String line = out.readLine();
        assertThat(line).as("the client has ended before " + event).isNotNull();
        JsonNode heard = JSON.readTree(line);
        if (heard.path("event").asText().equals(event)) {
          return heard.path("data");
        }
      }
    }

    void emit(String event, String argument) throws IOException {
      in.write(JSON.writeValueAsString(List.of(event, argument)));
      in.newLine();
      in.flush();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** The folder with the clients, which is kept from run to run. */
  private static synchronized Path installed() {
    try {
      Path folder = Path.of("target", "socketio-clients").toAbsolutePath();
      Files.createDirectories(folder);
      for (String file : List.of("package.json", "client.js")) {
        try (InputStream content = JavaScriptClientTest.class.getResourceAsStream(file)) {
          Files.copy(content, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      if (!Files.isDirectory(folder.resolve("node_modules").resolve("client-4"))) {
        run(
            folder,
            List.of(
                "npm",
                "install",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefer-offline"));
      }
      run(folder, List.of("node", "--version"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " failed: " + Files.readString(log));
    }
  }
}
