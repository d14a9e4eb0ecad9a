package dev.stoa.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The distributed shop without any of its servers: it says in a sentence which are absent, and what
 * cannot be done without them ends.
 */
class AbsentServersTest {
  private static final String NAMES_A_CLASS = "(?s).*\\b[a-z]\\w*\\.[a-z]\\w*\\.\\w*[A-Z]\\w*.*";

  @TempDir private Path folder;
  private final List<String> settings = new ArrayList<>();

  @BeforeEach
  void nobodyListens() throws IOException {
    List<Integer> ports = freePorts(5);
    Stream.of(
            "mongo.uri=mongodb://127.0.0.1:" + ports.get(0),
            "redis.port=" + ports.get(1),
            "kafka.brokers=127.0.0.1:" + ports.get(2),
            "elasticsearch.url=http://127.0.0.1:" + ports.get(3),
            "payment.gateway=sandbox",
            "seller.demo=true")
        .forEach(setting -> settings.addAll(List.of("--set", setting)));
  }

  @Test
  void serveSaysWhichServersAreAbsentAndPrintsNoStack() throws Exception {
    Process shop = stoa("serve", "--port", "0");
    Set<String> toBeNamed = new LinkedHashSet<>(List.of("MongoDB", "Redis", "Kafka", "Elastic"));
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = shop.inputReader(UTF_8)) {
      for (String line = lines.readLine();
          line != null && !toBeNamed.isEmpty();
          line = lines.readLine()) {
        said.append(line).append('\n');
        toBeNamed.removeIf(line::contains);
      }
    } finally {
      shop.destroy();
      shop.waitFor();
    }
    assertThat(toBeNamed).as(said.toString()).isEmpty();
    assertThatItIsToldInSentences(said.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reindex", "events groups"})
  void aCommandEndsWithASentenceAndAFailure(String command) throws Exception {
    Process stoa = stoa(command.split(" ", -1));
    String said = new String(stoa.getInputStream().readAllBytes(), UTF_8);
    stoa.waitFor();
    assertThat(stoa.exitValue()).as(said).isIn(Main.FAILED, Main.REFUSED);
    assertThat(said).containsPattern("MongoDB|Redis|Kafka|Elasticsearch");
    assertThatItIsToldInSentences(said);
  }

  private static void assertThatItIsToldInSentences(String said) {
    assertThat(said).doesNotContain("\tat ", "Caused by", "Exception");
    assertThat(said.lines()).noneMatch(line -> line.matches(NAMES_A_CLASS));
  }

  private Process stoa(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stoa.bootstrap.Main"));
    command.addAll(List.of(words));
    command.addAll(
        List.of("--profile", "distributed", "--data", folder.resolve("data").toString()));
    command.addAll(settings);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> open = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      open.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : open) {
      socket.close();
    }
    return ports;
  }
}
