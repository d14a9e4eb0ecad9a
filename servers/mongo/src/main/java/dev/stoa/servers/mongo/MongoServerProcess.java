package dev.stoa.servers.mongo;

import dev.stoa.servers.ChildJvm;
import dev.stoa.servers.RealServers;
import dev.stoa.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts a MongoDB-compatible server. It is ready after about a second and takes some 120 MB; what
 * it acknowledged survives a kill.
 */
public final class MongoServerProcess {
  /** The environment variable with the address of a real MongoDB that tests are to use instead. */
  public static final String URI_VARIABLE = "STOA_TEST_MONGO_URI";

  private static final AtomicLong DATABASES = new AtomicLong();

  private static @Nullable ServerProcess shared;

  private MongoServerProcess() {}

  /**
   * A server with its data in the folder. Killed and restarted it has the same port and data;
   * another start on the same folder keeps the data and takes another port.
   */
  public static ServerProcess start(Path folder) {
    int port = ChildJvm.freePort();
    List<String> command =
        ChildJvm.command(
            "mongo",
            MongoServerMain.class,
            List.of(
                Boolean.getBoolean(ChildJvm.LONG_RUN) ? "-Xmx768m" : "-Xmx256m",
                Boolean.getBoolean(ChildJvm.LONG_RUN) ? "-Xmn320m" : "-Xmn48m",
                "-Xss512k",
                "-XX:MaxMetaspaceSize=96m"),
            folder.toAbsolutePath().toString(),
            Integer.toString(port));
    return ServerProcess.start("mongo", command, folder, port);
  }

  /**
   * One server for all tests of this JVM, with an empty folder; it ends with the JVM. Tests that
   * kill it start one of their own. Each test has its own {@link #database()}.
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

  /** The address of a server of that kind. */
  public static String uri(ServerProcess server) {
    return "mongodb://" + server.address();
  }

  /**
   * The address of the server that tests use: the real one that {@code STOA_TEST_MONGO_URI} names,
   * or the shared one. A test is skipped where there is none; {@code STOA_REQUIRE_REAL=mongo} makes
   * that a failure.
   */
  public static String testUri() {
    String real = System.getenv(URI_VARIABLE);
    return real != null && !real.isBlank()
        ? real
        : RealServers.required("mongo", () -> uri(shared()));
  }

  /** Whether tests run against a real MongoDB. */
  public static boolean isReal() {
    return !System.getenv().getOrDefault(URI_VARIABLE, "").isBlank();
  }

  /** The name of a database that no other test has. */
  public static String database() {
    return "stoa_test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("stoa-mongo");
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
