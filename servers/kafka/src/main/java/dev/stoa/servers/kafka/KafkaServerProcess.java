package dev.stoa.servers.kafka;

import dev.stoa.servers.ChildJvm;
import dev.stoa.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts a real Kafka: one node, broker and controller in one process, no topics made by
 * themselves. It is ready after some 5 to 10 seconds and takes about 300 MB.
 */
public final class KafkaServerProcess {
  private static @Nullable ServerProcess shared;

  private KafkaServerProcess() {}

  /**
   * A broker with its data in the folder. Killed and restarted it has the same port, topics and
   * offsets; another start on the same folder keeps the data and takes other ports.
   */
  public static ServerProcess start(Path folder) {
    return start(folder, port -> port);
  }

  /**
   * As {@link #start(Path)}, for clients that come through something else.
   *
   * @param advertised makes of the broker's own port the one on 127.0.0.1 that it names to clients
   */
  public static ServerProcess start(Path folder, IntUnaryOperator advertised) {
    int port = ChildJvm.freePort();
    int controllerPort = ChildJvm.freePort();
    List<String> command =
        ChildJvm.command(
            "kafka",
            KafkaServerMain.class,
            List.of("-Xmx256m", "-Xss512k", "-XX:MaxMetaspaceSize=160m"),
            folder.toAbsolutePath().toString(),
            Integer.toString(port),
            Integer.toString(controllerPort),
            Integer.toString(advertised.applyAsInt(port)));
    return ServerProcess.start("kafka", command, folder, port);
  }

  /**
   * One broker for all tests of this JVM, with an empty folder; it ends with the JVM. Tests that
   * kill it start one of their own. Each test has its own topics and groups.
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
      return Files.createTempDirectory("stoa-kafka");
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
