package dev.stoa.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code stoa} in a small tree of its own, with a Maven and a Java that only say what
 * they were called with.
 */
@DisabledOnOs(OS.WINDOWS)
final class StartScriptTest {
  private static final Path SCRIPT = Path.of("..", "stoa").toAbsolutePath().normalize();

  /** What the script may use of the system. */
  private static final List<String> TOOLS =
      List.of(
          "sh", "dirname", "sed", "find", "sort", "tr", "xargs", "cksum", "cat", "date", "head",
          "mktemp", "grep", "tail", "rm", "mkdir");

  @TempDir private Path folder;
  private Path home = Path.of(".");
  private Path tools = Path.of(".");

  @BeforeEach
  void layOut() throws IOException {
    home = folder.resolve("a shop");
    tools = folder.resolve("tools");
    Files.createDirectories(home);
    Files.copy(SCRIPT, home.resolve("stoa"));
    write("pom.xml", "<project/>");
    write("domain/src/main/java/A.java", "class A {}");
    write("adapters/sqlite/src/main/java/B.java", "class B {}");
    write("adapters/sqlite/src/test/java/BTest.java", "class BTest {}");
    for (String tool : TOOLS) {
      pass(tool);
    }
    executable(
        "java",
        "if [ \"$1\" = -version ]; then echo 'openjdk version \"25.0.1\"' >&2; else echo \"runs $*\"; fi");
    executable(
        "mvn",
        """
        echo "[INFO] Building Stoa domain 0.1.0-SNAPSHOT        [1/2]"
        echo "Downloaded from here: https://example.org/a.jar (1 kB at 2 kB/s)"
        mkdir -p bootstrap/target/stoa && date >bootstrap/target/stoa/stoa.jar
        """);
  }

  @Test
  void buildsAtTheFirstStartAndTellsWhereItIs() throws Exception {
    assertThat(start().text())
        .contains("building for the first time", "building 1 of 2, Stoa domain")
        .contains("fetching libraries, which is done once")
        .contains("built in")
        .contains("runs ")
        .contains("stoa.jar demo");
  }

  @Test
  void doesNotBuildAtTheSecondStart() throws Exception {
    start();
    assertThat(start().text()).doesNotContain("building").contains("runs ");
  }

  @Test
  void doesNotBuildForTimesAndTests() throws Exception {
    start();
    write("adapters/sqlite/src/test/java/BTest.java", "class BTest { int changed; }");
    write("data/src/main/orders", "a folder of data is no source");
    FileTime later = FileTime.from(Instant.now().plusSeconds(3_600));
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.filter(f -> f.toString().contains("src")).toList()) {
        Files.setLastModifiedTime(file, later);
      }
    }
    assertThat(start().text()).doesNotContain("building");
  }

  @Test
  void buildsWhenASourceOfANestedModuleHasChanged() throws Exception {
    start();
    write("adapters/sqlite/src/main/java/B.java", "class B { int changed; }");
    assertThat(start().text()).contains("building, because the sources have changed");
  }

  @Test
  void buildsWhenASourceHasGoneOrABuildFileHasChanged() throws Exception {
    start();
    Files.delete(home.resolve("domain/src/main/java/A.java"));
    assertThat(start().text()).contains("building, because");
    write("adapters/pom.xml", "<project/>");
    assertThat(start().text()).contains("building, because");
    assertThat(start().text()).doesNotContain("building");
  }

  @Test
  void takesWhatAnotherBuildHasMadeOfTheseSources() throws Exception {
    write("bootstrap/target/stoa/stoa.jar", "made by mvn verify");
    Files.setLastModifiedTime(
        home.resolve("bootstrap/target/stoa/stoa.jar"),
        FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(start().text()).doesNotContain("building");
  }

  @Test
  void saysWhatToDoWhenTheBuildFails() throws Exception {
    assertThat(failingWith("[ERROR] COMPILATION ERROR : ")).contains("sources do not compile");
    assertThat(failingWith("[ERROR] Could not transfer artifact a:b"))
        .contains("a library could not be fetched", "start again");
    assertThat(failingWith("[ERROR] No space left on device")).contains("the disk is full");
    assertThat(failingWith("[ERROR] something else")).contains("mvn clean");
  }

  @Test
  void saysWhatToDoWithoutMaven() throws Exception {
    Files.delete(tools.resolve("mvn"));
    Started started = start();
    assertThat(started.text()).contains("Maven (mvn) is needed").contains("Install it");
    assertThat(started.code()).isEqualTo(1);
  }

  private String failingWith(String line) throws Exception {
    executable("mvn", "echo '" + line + "'\nexit 1\n");
    Started started = start();
    assertThat(started.code()).isEqualTo(1);
    assertThat(started.text())
        .contains(line)
        .contains("the build failed after")
        .doesNotContain("runs ");
    return started.text();
  }

  private Started start() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("stoa").toString(), "demo");
    builder.redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", tools.toString());
    environment.put("STOA_JAVA", tools.resolve("java").toString());
    environment.put("TMPDIR", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Started(process.waitFor(), text);
  }

  private void pass(String tool) throws IOException {
    for (String place : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
      if (Files.isExecutable(Path.of(place, tool))) {
        executable(tool, "exec " + place + "/" + tool + " \"$@\"");
        return;
      }
    }
    throw new IllegalStateException("no " + tool);
  }

  private void write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private void executable(String name, String body) throws IOException {
    Files.createDirectories(tools);
    Path file = tools.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Started(int code, String text) {}
}
