package dev.stoa.bootstrap;

import dev.stoa.cluster.Cluster;
import dev.stoa.servers.RealServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The distributed shop for all tests of this JVM: real servers, five services in processes of their
 * own. It takes a while to start, so there is one; tests use users and products of their own, and
 * leave everything running.
 */
final class TestCluster {
  private static @Nullable Cluster shared;

  private TestCluster() {}

  /** Started once; it ends with the JVM. */
  static synchronized Cluster shared() {
    Cluster running = shared;
    if (running == null) {
      running = RealServers.required("cluster", TestCluster::start);
      shared = running;
    }
    return running;
  }

  /** A client of the cluster; closing it leaves the cluster alone. */
  static RunningShop shop() {
    Cluster cluster = shared();
    // Only to sign tokens of made-up users: the key is in the cluster's database.
    ShopConfig config =
        ConfigReader.read(Map.of("services", "identity"), cluster.environment(), null);
    return RunningShop.at(cluster.url(), ServeCommand.openToWork(config, "test"));
  }

  private static Cluster start() {
    Path folder;
    try {
      folder = Files.createTempDirectory("stoa-cluster");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx192m",
            "-Xss512k",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    Cluster cluster =
        Cluster.start(
            new Cluster.Options(
                folder,
                command,
                0,
                Map.of(Cluster.Part.PAYMENT, 2),
                Map.of("checkout.hold", "10m", "payment.timeout", "5s")),
            line -> {});
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  cluster.close();
                  delete(folder);
                }));
    return cluster;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("left behind: " + folder + ": " + e);
    }
  }
}
