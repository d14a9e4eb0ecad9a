package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Stage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
  @Test
  void bindsEverythingOfTheEmbeddedProfile(@TempDir Path data) {
    bindsEverything(Map.of("data", data.toString()));
  }

  @Test
  void mixesRedisSessionsIntoTheEmbeddedProfile(@TempDir Path data) {
    bindsEverything(Map.of("data", data.toString(), "engine.sessions", "redis"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all",
        "monolith",
        "identity",
        "catalog",
        "basket",
        "notification",
        "basket,notification",
        "payment",
        "order",
        "invoice",
        "books",
        "payment,order,invoice"
      })
  void bindsEverythingOfADistributedService(String services, @TempDir Path data) {
    bindsEverything(
        Map.of(
            "data",
            data.toString(),
            "profile",
            "distributed",
            "services",
            services,
            "payment.gateway",
            "http://127.0.0.1:9090"));
  }

  @Test
  void mixesElasticsearchIntoTheEmbeddedProfile(@TempDir Path data) {
    bindsEverything(Map.of("data", data.toString(), "engine.search", "elasticsearch"));
  }

  private static void bindsEverything(Map<String, String> settings) {
    ShopConfig config = ConfigReader.read(settings, Map.of(), null);

    assertThat(Guice.createInjector(Stage.TOOL, Profiles.modules(config)).getBindings())
        .isNotEmpty();
  }
}
