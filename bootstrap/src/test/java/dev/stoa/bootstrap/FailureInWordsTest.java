package dev.stoa.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What cannot be done is told in a sentence, with an exit code, and never with the name of a Java
 * class.
 */
class FailureInWordsTest {
  private static final String[] TO_TRY = {
    "--set", "payment.gateway=sandbox", "--set", "seller.demo=true"
  };

  @TempDir private Path folder;
  private int fresh;

  @Test
  void saysThatThePortIsInUseAndEnds() throws IOException {
    try (ServerSocket taken = taken()) {
      Told told = serve("--port", port(taken), "--data", fresh());
      assertThat(told.code()).isEqualTo(Main.FAILED);
      told.says("cannot listen on port " + port(taken) + " of 127.0.0.1");
    }
  }

  @Test
  void saysThatThePortOfSocketIoIsInUse() throws IOException {
    try (ServerSocket taken = taken()) {
      Told told = serve("--port", "0", "--data", fresh(), "--set", "socketio.port=" + port(taken));
      assertThat(told.code()).isEqualTo(Main.FAILED);
      told.says("cannot listen on port " + port(taken));
    }
  }

  @Test
  void saysThatThePortOfTheSandboxGatewayIsInUse() throws IOException {
    try (ServerSocket taken = taken()) {
      String data = fresh();
      Told told = run("sandbox-gateway", "--port", port(taken), "--data", data);
      assertThat(told.code()).isEqualTo(Main.FAILED);
      told.says("cannot start on 127.0.0.1:" + port(taken));
      // The folder is free again.
      DataFolder.take(Path.of(data)).close();
    }
    assertThat(run("sandbox-gateway", "--port", "99999", "--data", fresh()).code())
        .isEqualTo(Main.USAGE);
  }

  @Test
  void saysThatTheHostIsNotKnown() {
    Told told = serve("--host", "no-such-host.invalid", "--data", fresh());
    assertThat(told.code()).isEqualTo(Main.FAILED);
    told.says("the host no-such-host.invalid is not known");
  }

  @Test
  void saysWhyTheFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    serve("--data", file.toString()).says(file + " is a file, not a folder");
    serve("--data", file.resolve("below").toString()).says("cannot be used");
    Path occupied = Files.createDirectories(folder.resolve("occupied").resolve("stoa.db"));
    serve("--port", "0", "--data", String.valueOf(occupied.getParent()))
        .says("cannot open the database");
  }

  @Test
  void saysThatTheConfigurationFileIsAbsentOrCannotBeRead() {
    Told absent = serve("--config", folder.resolve("absent.properties").toString());
    assertThat(absent.code()).isEqualTo(Main.USAGE);
    absent.says("absent.properties does not exist");
    Told unreadable = serve("--config", folder.toString());
    assertThat(unreadable.code()).isEqualTo(Main.USAGE);
    unreadable.says("cannot be read");
  }

  @Test
  void saysThatAFileOfAnImportIsAbsentOrCannotBeRead() {
    Told absent = run("import", "--data", fresh(), folder.resolve("absent.csv").toString());
    assertThat(absent.code()).isEqualTo(Main.REFUSED);
    absent.says("absent.csv does not exist");
    run("import", "--data", fresh(), folder.toString()).says("cannot be read");
  }

  @Test
  void saysThatAShopIsDown() throws Exception {
    String url = "http://127.0.0.1:" + freePort();
    Told told = run("health", "--url", url);
    assertThat(told.code()).isEqualTo(Main.FAILED);
    told.says("does not answer");
    assertThatThrownBy(() -> ShopClient.logIn(url, "a@example.com", "x"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(url + " cannot be reached")
        .hasMessageContaining("Does the shop run?");
    assertThatThrownBy(() -> ShopClient.logIn("nonsense", "a@example.com", "x"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is no address");
  }

  @Test
  void refusesToTradeWithWhatIsThereToTryThings() {
    Told told = run("serve", "--port", "0", "--data", fresh());
    assertThat(told.code()).isEqualTo(Main.USAGE);
    told.says("payment.gateway is not set");
    told.says("seller.demo=true");
    told.says("seller.name, seller.street, seller.postal-code, seller.city, seller.country");
    told.says("shop.tax-rate");
    Told half = run("serve", "--data", fresh(), "--set", "payment.gateway=sandbox");
    assertThat(half.code()).isEqualTo(Main.USAGE);
    assertThat(half.text()).doesNotContain("payment.gateway is not set");
  }

  @Test
  void tradesAsTheSellerItIsTold() {
    ShopConfig config =
        ConfigReader.read(
            Map.of(
                "payment.gateway", "sandbox",
                "seller.name", "Kiln & Quay",
                "seller.street", "1 Harbour",
                "seller.postal-code", "20457",
                "seller.city", "Hamburg",
                "seller.country", "DE",
                "seller.vat-id", "DE123456789",
                "shop.tax-rate", "19"),
            Map.of(),
            null);
    assertThat(config.toTrade()).isSameAs(config);
  }

  @Test
  void printsNothingOfLibrariesAndNoStackWhenItStartsOrCannot() throws Exception {
    Path err = folder.resolve("err");
    Process open = child(err, "demo", "--port", "0", "--data", fresh());
    try {
      assertThat(untilOpen(open)).contains("The shop is open at");
    } finally {
      open.destroy();
      open.waitFor();
    }
    assertThat(Files.readAllLines(err))
        .allSatisfy(line -> assertThat(line).matches("\\S+Z INFO .*").doesNotContain("Unsafe"));
    try (ServerSocket taken = taken()) {
      List<String> serve =
          new ArrayList<>(List.of("serve", "--port", port(taken), "--data", fresh()));
      serve.addAll(List.of(TO_TRY));
      Process refused = child(err, serve.toArray(String[]::new));
      refused.getInputStream().readAllBytes();
      assertThat(refused.waitFor()).isEqualTo(Main.FAILED);
      String said = Files.readString(err);
      assertThat(said.lines().filter(line -> !line.contains(" INFO "))).hasSize(1);
      assertThat(said).contains("cannot listen on port").doesNotContain("Exception");
    }
  }

  private static String untilOpen(Process open) throws IOException {
    StringBuilder out = new StringBuilder();
    var lines = open.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      out.append(line).append('\n');
      if (line.contains("The shop is open at")) {
        break;
      }
    }
    return out.toString();
  }

  private static Process child(Path err, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stoa.bootstrap.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(err.toFile()).start();
  }

  private Told serve(String... arguments) {
    return run(
        Stream.of(Stream.of("serve"), Stream.of(arguments), Stream.of(TO_TRY))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private static Told run(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter both = new PrintWriter(text, true);
    int code = Main.commandLine().setOut(both).setErr(both).execute(arguments);
    return new Told(code, text.toString());
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = taken()) {
      return free.getLocalPort();
    }
  }

  private static String port(ServerSocket socket) {
    return Integer.toString(socket.getLocalPort());
  }

  private String fresh() {
    return folder.resolve("data-" + fresh++).toString();
  }

  private record Told(int code, String text) {
    void says(String sentence) {
      assertThat(code).isNotEqualTo(Main.OK);
      assertThat(text)
          .contains(sentence)
          .doesNotContain("Exception")
          .doesNotContain("java.")
          .doesNotContain("\tat ");
    }
  }
}
