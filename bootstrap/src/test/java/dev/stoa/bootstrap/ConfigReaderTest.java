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
    assertThat(config.socketIo()).isEqualTo(new ShopConfig.SocketIo(9080, true));
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
                Map.of("STOA_PORT", "80a", "STOA_HOTS", "x", "STOA_SERVICES", "baskets"),
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
        .hasMessageContaining("services is 'baskets'");
  }

  @Test
  void refusesEnginesThatCannotWorkTogether() {
    assertThatThrownBy(() ->
            ConfigReader.read(
                Map.of("engine.aggregates", "mongo", "services", "payment"), Map.of(), null))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("engine.aggregates is mongo, but engine.events is in-process")
        .hasMessageContaining("services is not all");
    assertThatThrownBy(() ->
            ConfigReader.read(
                Map.of("profile", "distributed", "engine.baskets", "sqlite"), Map.of(), null))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("engine.baskets is sqlite, but engine.events is kafka");
  }

  @Test
  void asksForAGatewayOfItsOwnWhenThereAreSeveralProcesses() {
    assertThatThrownBy(() ->
            ConfigReader.read(
                Map.of("profile", "distributed", "services", "payment"), Map.of(), null))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("stoa sandbox-gateway");
  }

  @Test
  void readsTheNamesThatOperatorsOfServersKnow() {
    ShopConfig config =
        ConfigReader.read(
            Map.of(
                "profile", "distributed",
                "services", "monolith,basket",
                "payment.gateway", "http://127.0.0.1:9090"),
            Map.of(
                "MONGO_URI", "mongodb://db:27017",
                "REDIS_HOST", "cache",
                "REDIS_PORT", "tcp://10.0.0.1:6379",
                "REDIS_PASSWORD", "p@ss",
                "KAFKA_BROKERS", "a:9092,b:9092",
                "ELASTICSEARCH_URL", "http://search:9200"),
            null);
    assertThat(config.servers().mongoUri()).isEqualTo("mongodb://db:27017");
    assertThat(config.servers().redisUri()).isEqualTo("redis://:p%40ss@cache:6379");
    assertThat(config.servers().kafka().brokers()).isEqualTo("a:9092,b:9092");
    assertThat(config.servers().elasticsearch().url()).hasHost("search");
    assertThat(config.services())
        .containsExactlyInAnyOrder(
            Service.IDENTITY, Service.CATALOG, Service.BOOKS, Service.BASKET);
    assertThat(config.toString()).doesNotContain("p%40ss");
    assertThat(config.usesFolder()).isFalse();
  }

  @Test
  void putsSocketIoBesideThePortUnlessToldWhere() {
    assertThat(ConfigReader.read(Map.of("port", "0"), Map.of(), null).socketIo())
        .isEqualTo(new ShopConfig.SocketIo(0, true));
    assertThat(ConfigReader.read(Map.of("port", "65000"), Map.of(), null).socketIo())
        .isEqualTo(new ShopConfig.SocketIo(0, true));
    assertThat(ConfigReader.read(Map.of(), Map.of("STOA_SOCKETIO_PORT", "9090"), null).socketIo())
        .isEqualTo(new ShopConfig.SocketIo(9090, false));
    assertThatThrownBy(() -> ConfigReader.read(Map.of("socketio.port", "x"), Map.of(), null))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("socketio.port is 'x'");
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
