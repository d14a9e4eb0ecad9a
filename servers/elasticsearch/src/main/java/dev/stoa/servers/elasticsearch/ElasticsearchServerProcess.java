package dev.stoa.servers.elasticsearch;

import dev.stoa.servers.ChildJvm;
import dev.stoa.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts a real Elasticsearch: one node on 127.0.0.1, without security. It is ready after some 5 to
 * 15 seconds and takes about 600 MB.
 */
public final class ElasticsearchServerProcess {
  private static @Nullable ServerProcess shared;

  private ElasticsearchServerProcess() {}

  /**
   * A node with its data in the folder. Killed and restarted it has the same port and indexes;
   * another start on the same folder keeps the data and takes other ports.
   */
  public static ServerProcess start(Path folder) {
    int port = ChildJvm.freePort();
    int transportPort = ChildJvm.freePort();
    List<String> command =
        ChildJvm.command(
            "elasticsearch",
            ElasticsearchServerMain.class,
            options(),
            folder.toAbsolutePath().toString(),
            Integer.toString(port),
            Integer.toString(transportPort));
    return ServerProcess.start("elasticsearch", command, folder, port);
  }

  private static List<String> options() {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-Dio.netty.noUnsafe=true",
                "-Dlog4j2.disable.jmx=true"));
    if (Runtime.version().feature() >= 23) {
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }

  /**
   * One node for all tests of this JVM, with an empty folder; it ends with the JVM. Tests that kill
   * it start one of their own. Each test has its own prefix of index names.
   */
  public static synchronized ServerProcess shared() {
    ServerProcess running = shared;
    if (running == null) {
      Path folder = temporaryFolder();
      running = start(folder);
      shared = running;
      ServerProcess started = running;
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(() -> {
                    started.kill();
                    delete(folder);
                  }));
    }
    return running;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("stoa-elasticsearch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder + ": " + e);
    }
  }
}
