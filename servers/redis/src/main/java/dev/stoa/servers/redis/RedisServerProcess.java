package dev.stoa.servers.redis;

import dev.stoa.servers.ChildJvm;
import dev.stoa.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** Starts a real Redis 6.2 with an append-only file: what it acknowledged survives a kill. */
public final class RedisServerProcess {
  private static @Nullable ServerProcess shared;

  private RedisServerProcess() {}

  /** A server with its data in the folder that syncs every write to disk. */
  public static ServerProcess start(Path folder) {
    return start(folder, "always");
  }

  /**
   * A server with its data in the folder.
   *
   * @param sync when the file is synced: {@code always} or {@code everysec}
   */
  public static ServerProcess start(Path folder, String sync) {
    int port = ChildJvm.freePort();
    List<String> command =
        List.of(
            executable(),
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            folder.toAbsolutePath().toString(),
            "--appendonly",
            "yes",
            "--appendfsync",
            sync,
            "--save",
            "");
    return ServerProcess.start("redis", command, folder, port);
  }

  /**
   * One server for all tests of this JVM; it ends with the JVM. Tests that kill it start one of
   * their own. Each test has its own key prefix.
   */
  public static synchronized ServerProcess shared() {
    ServerProcess running = shared;
    if (running == null) {
      try {
        Path folder = Files.createTempDirectory("stoa-redis");
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
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running;
  }

  private static String executable() {
    try {
      return ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("the Redis of the artifact cannot be unpacked", e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      System.err.println("left behind: " + folder + ": " + e);
    }
  }
}
