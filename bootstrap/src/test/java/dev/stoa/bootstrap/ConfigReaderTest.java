package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @Test
  void needsNothing() {
    ShopConfig config = ConfigReader.read(Map.of(), Map.of(), null);

    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.data()).isEqualTo(Path.of("./data"));
    assertThat(config.hold()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.http().maxBodyBytes()).isEqualTo(1_048_576);
  }

  @Test
  void takesTheCommandLineBeforeTheEnvironmentBeforeTheFile(@TempDir Path folder)
      throws IOException {
    Path file =
        Files.writeString(folder.resolve("stoa.properties"), "port=1\nhost=::1\ndrain=5s\n");

    ShopConfig config =
        ConfigReader.read(Map.of("port", "3"), Map.of("STOA_PORT", "2", "STOA_HOST", "::2"), file);

    assertThat(config.http().port()).isEqualTo(3);
    assertThat(config.http().host()).isEqualTo("::2");
    assertThat(config.http().drain()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void namesEverythingThatIsWrongAtOnce(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("stoa.properties"), "prot=1\ndrain=soon\n");

    assertThatThrownBy(() ->
            ConfigReader.read(
                Map.of("profile", "cloud"),
                Map.of("STOA_PORT", "80a", "STOA_HOTS", "x", "STOA_SERVICES", "basket"),
                file))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("line 'prot' of")
        .hasMessageContaining("nearest known key is port")
        .hasMessageContaining(
            "port is '80a' (variable STOA_PORT), but expected was a whole number from 0 to 65535.")
        .hasMessageContaining(
            "The variable STOA_HOTS is not known; the nearest known is STOA_HOST.")
        .hasMessageContaining("drain is 'soon'")
        .hasMessageContaining("profile is 'cloud' (option --profile)")
        .hasMessageContaining("services is 'basket'");
  }

  @Test
  void saysWhenTheFileIsMissing() {
    assertThatThrownBy(() -> ConfigReader.read(Map.of(), Map.of(), Path.of("no-such.properties")))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("no-such.properties cannot be read");
  }

  @Test
  void leavesVariablesOfTestsAndTheScriptAlone() {
    ConfigReader.read(
        Map.of(), Map.of("STOA_REQUIRE_REAL", "redis", "STOA_JAVA_OPTS", "-Xmx1g"), null);
  }

  @Test
  void readsItsOwnStandards() {
    for (Setting setting : Setting.values()) {
      ConfigReader.read(Map.of(setting.key(), setting.standard()), Map.of(), null);
      assertThat(Setting.ofVariable(setting.variable())).contains(setting);
    }
  }
}
