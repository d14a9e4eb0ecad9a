package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.cluster.prove.ClientRecord.Kind;
import dev.stoa.cluster.prove.RealProof;
import dev.stoa.cluster.prove.ShopUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real shop is killed with SIGKILL in the middle of purchases, again and again. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledShopTest {
  private static final int BUYERS = 6;
  private static final int KILLS = 5;

  @Test
  void keepsWhatItAcknowledgedAndEndsEachPurchaseExactlyOnce(@TempDir Path folder)
      throws InterruptedException {
    List<String> progress = new ArrayList<>();
    RealProof.Report report;
    try (ShopUnderTest shop = ShopUnderTest.embedded(command(), folder.resolve("shop"))) {
      report =
          RealProof.run(
              shop,
              new RealProof.Plan(KILLS, BUYERS, 7, folder.resolve("record.jsonl")),
              progress::add);
    }

    assertThat(report.violations()).as("%s", progress).isEmpty();
    assertThat(report.internalErrors()).isEmpty();
    assertThat(report.kills().values().stream().mapToInt(Integer::intValue).sum())
        .isGreaterThanOrEqualTo(KILLS);
    assertThat(report.acknowledged())
        .containsKeys(Kind.REGISTRATION, Kind.BASKET_LINE, Kind.CHECKOUT, Kind.STOCK, Kind.PRICE);
    assertThat(report.acknowledged().getOrDefault(Kind.OUTCOME, 0L))
        .isGreaterThanOrEqualTo(KILLS + BUYERS - 1L);
    assertThat(report.outcomes()).containsKey("completed").doesNotContainKey("without an end");
  }

  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-Xss512k",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }
}
