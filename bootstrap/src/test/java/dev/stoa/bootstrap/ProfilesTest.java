package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Stage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
  @Test
  void bindsEverythingOfTheEmbeddedProfile(@TempDir Path data) {
    ShopConfig config = ConfigReader.read(Map.of("data", data.toString()), Map.of(), null);

    assertThat(Guice.createInjector(Stage.TOOL, Profiles.modules(config)).getBindings())
        .isNotEmpty();
  }
}
