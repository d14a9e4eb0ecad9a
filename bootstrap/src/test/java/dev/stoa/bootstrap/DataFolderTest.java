package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class DataFolderTest {
  @Test
  void keepsWhatAShopWritesForItsOwner(@TempDir Path temporary) throws IOException {
    Path data = temporary.resolve("new").resolve("data");
    try (RunningShop shop = RunningShop.open(data, Map.of())) {
      assertThat(shop.anyone().get("/health/live").status()).isEqualTo(200);
      assertThat(rights(data)).isEqualTo("rwx------");
      assertThat(rights(data.resolve("search"))).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(data)) {
        List<Path> written = files.filter(Files::isRegularFile).toList();
        assertThat(written)
            .extracting(file -> String.valueOf(file.getFileName()))
            .contains("stoa.db", "stoa.lock", "stoa.url");
        for (Path file : written) {
          assertThat(rights(file)).as("%s", file).isEqualTo("rw-------");
        }
      }
    }
  }

  @Test
  void warnsWhenOthersMayLookIntoAFolderThatIsThere(@TempDir Path temporary) throws IOException {
    Path data = Files.createDirectory(temporary.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path database = Files.writeString(data.resolve("stoa.db"), "");
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(DataFolder.openToOthers(data))
        .hasSize(2)
        .anyMatch(text -> text.contains("chmod 700 " + data))
        .anyMatch(text -> text.contains("chmod 600 " + database));
    assertThat(rights(data)).isEqualTo("rwxr-xr-x");

    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-------"));
    assertThat(DataFolder.openToOthers(data)).isEmpty();
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
