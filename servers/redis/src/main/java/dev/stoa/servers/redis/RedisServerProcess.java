package dev.stoa.servers.redis;

import dev.stoa.servers.ChildJvm;
import dev.stoa.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** Starts a real Redis 6.2 with an append-only file: what it acknowledged survives a kill. */
public final class RedisServerProcess {
  /** What the sentinel calls the server it watches. */
  public static final String MASTER = "shop";

  private static final int SLOTS = 16_384;
  private static final int SLOTS_AT_ONCE = 4_096;
  private static final Pattern WATCHING = Pattern.compile("\\+monitor master");
  private static @Nullable ServerProcess shared;
  private static @Nullable ServerProcess sharedCluster;
  private static @Nullable ServerProcess sharedSentinel;

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
    return start(folder, ChildJvm.freePort(), "--appendfsync", sync);
  }

  /**
   * A node that is a cluster by itself: it has all slots, and refuses what touches several of them,
   * as any cluster does.
   */
  public static ServerProcess startCluster(Path folder) {
    int port;
    do {
      port = ChildJvm.freePort();
      // Nodes talk to each other ten thousand ports higher.
    } while (port > 55_000);
    ServerProcess node =
        start(folder, port, "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      for (int slot = 0; slot < SLOTS; slot += SLOTS_AT_ONCE) {
        String slots =
            IntStream.range(slot, slot + SLOTS_AT_ONCE)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
        say(socket, "CLUSTER ADDSLOTS " + slots);
      }
      while (!say(socket, "CLUSTER INFO").contains("cluster_state:ok")) {
        LockSupport.parkNanos(10_000_000);
      }
      return node;
    } catch (IOException | RuntimeException e) {
      node.close();
      throw new IllegalStateException("the node does not become a cluster", e);
    }
  }

  /** A sentinel that watches one server under the name {@code shop}. */
  public static ServerProcess startSentinel(Path folder, ServerProcess master) {
    int port = ChildJvm.freePort();
    Path config = folder.resolve("sentinel.conf");
    try {
      Files.createDirectories(folder);
      Files.writeString(
          config,
          """
          port %d
          bind 127.0.0.1
          dir "%s"
          sentinel monitor %s 127.0.0.1 %d 1
          sentinel down-after-milliseconds %s 1000
          """
              .formatted(port, folder.toAbsolutePath(), MASTER, master.port(), MASTER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = List.of(executable(), config.toAbsolutePath().toString(), "--sentinel");
    return ServerProcess.start("redis sentinel", command, Map.of(), WATCHING, folder, port);
  }

  private static ServerProcess start(Path folder, int port, String... more) {
    List<String> command =
        new ArrayList<>(
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
                "--save",
                ""));
    command.addAll(List.of(more));
    return ServerProcess.start("redis", command, folder, port);
  }

  /** Sends a command; gives what comes back first. */
  private static String say(Socket socket, String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    byte[] answer = new byte[4_096];
    int length = socket.getInputStream().read(answer);
    String text = new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    if (length < 0 || text.startsWith("-")) {
      throw new IOException("Redis answered: " + text);
    }
    return text;
  }

  /**
   * One server for all tests of this JVM; it ends with the JVM. Tests that kill it start one of
   * their own. Each test has its own key prefix.
   */
  public static synchronized ServerProcess shared() {
    ServerProcess running = shared;
    if (running == null) {
      running = ofThisJvm(RedisServerProcess::start);
      shared = running;
    }
    return running;
  }

  /** One cluster for all tests of this JVM. */
  public static synchronized ServerProcess sharedCluster() {
    ServerProcess running = sharedCluster;
    if (running == null) {
      running = ofThisJvm(RedisServerProcess::startCluster);
      sharedCluster = running;
    }
    return running;
  }

  /** A sentinel of the server that is shared. */
  public static synchronized ServerProcess sharedSentinel() {
    ServerProcess running = sharedSentinel;
    if (running == null) {
      ServerProcess master = shared();
      running = ofThisJvm(folder -> startSentinel(folder, master));
      sharedSentinel = running;
    }
    return running;
  }

  private static ServerProcess ofThisJvm(Function<Path, ServerProcess> start) {
    try {
      Path folder = Files.createTempDirectory("stoa-redis");
      ServerProcess started = start.apply(folder);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(() -> {
                    started.kill();
                    delete(folder);
                  }));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
