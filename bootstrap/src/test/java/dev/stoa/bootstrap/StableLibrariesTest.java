package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No milestone, beta or release candidate is among the libraries of the product. */
class StableLibrariesTest {
  private static final Pattern UNFINISHED =
      Pattern.compile(
          "(?i)[-.](?:m\\d+|alpha|beta|rc|cr|ea|milestone|preview|pre|snapshot)[-.]?\\d*(?:[-.].*)?\\.jar$");

  /** A library of which there is nothing finished, and why it has to be there. */
  private static final Map<String, String> ALLOWED =
      Map.of("redis-authx-core-0.1.1-beta2.jar", "jedis needs it, and it has no release");

  @Test
  void everyLibraryIsARelease() {
    assertThat(libraries())
        .filteredOn(StableLibrariesTest::unfinished)
        .as("replace it by a release, or say here why it has to be there")
        .containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
  }

  @Test
  void knowsAnUnfinishedVersion() {
    assertThat(
            List.of(
                "hk2-api-4.0.0-M3.jar",
                "x-1.0-beta2.jar",
                "x-1.0.0-alpha.jar",
                "x-1.0.0.CR1.jar",
                "x-2.0-rc.1.jar",
                "x-2.0.0-RC1-jre.jar",
                "x-3-SNAPSHOT.jar"))
        .allMatch(StableLibrariesTest::unfinished);
    assertThat(
            List.of(
                "guava-33.7.2-jre.jar",
                "netty-common-4.1.135.Final.jar",
                "micrometer-core-1.17.2.jar",
                "elasticsearch-rest5-client-9.5.2.jar",
                "listenablefuture-9999.0-empty-to-avoid-conflict-with-guava.jar"))
        .noneMatch(StableLibrariesTest::unfinished);
  }

  private static boolean unfinished(String jar) {
    return UNFINISHED.matcher(jar).find();
  }

  /**
   * The class path of this test, which is the product's and what tests need, without its own
   * modules.
   */
  private static List<String> libraries() {
    String path =
        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
            .orElseGet(() -> System.getProperty("java.class.path", ""));
    List<String> jars =
        Stream.of(path.split(Pattern.quote(File.pathSeparator)))
            .map(entry -> String.valueOf(Path.of(entry).getFileName()))
            .filter(name -> name.endsWith(".jar") && !name.startsWith("stoa-"))
            .toList();
    // Guards against a class path that is hidden in the manifest of a jar.
    assertThat(jars).anyMatch(name -> name.startsWith("jedis-"));
    return jars;
  }
}
