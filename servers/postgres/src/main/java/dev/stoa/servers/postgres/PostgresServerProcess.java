package dev.stoa.servers.postgres;

import dev.stoa.servers.ChildJvm;
import dev.stoa.servers.ServerProcess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * Starts a real PostgreSQL. Every commit is synced to disk before it is acknowledged, as it comes
 * out of the box. Its one user is {@code stoa}, without a password, from this machine only.
 */
public final class PostgresServerProcess {
  private static final Pattern READY = Pattern.compile("ready to accept connections");
  private static final int OWNER_MAY_EXECUTE = 0100;

  private static @Nullable ServerProcess shared;
  private static @Nullable Path unpacked;

  private PostgresServerProcess() {}

  /** A server with its data in the folder. */
  public static ServerProcess start(Path folder) {
    Path binaries = binaries();
    Path data = folder.resolve("data").toAbsolutePath();
    if (!Files.exists(data)) {
      initialise(binaries, data);
    }
    int port = ChildJvm.freePort();
    List<String> command =
        asUser(
            binaries.resolve("bin/postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200",
            "-c",
            "shared_buffers=64MB");
    return ServerProcess.start("postgres", command, Map.of(), READY, folder, port);
  }

  /** The address of a database of a server, as JDBC has it. */
  public static String url(ServerProcess server, String database) {
    return "jdbc:postgresql://" + server.address() + "/" + database + "?user=stoa";
  }

  /** The database that is there from the beginning. */
  public static String url(ServerProcess server) {
    return url(server, "postgres");
  }

  /**
   * The address for tests: {@code STOA_TEST_POSTGRES_URL}, or that of a server which all tests of
   * this JVM share and which ends with it. Each test has a schema of its own.
   */
  public static synchronized String testUrl() {
    String given = System.getenv("STOA_TEST_POSTGRES_URL");
    if (given != null && !given.isBlank()) {
      return given;
    }
    ServerProcess running = shared;
    if (running == null) {
      Path folder = temporary("stoa-postgres");
      ServerProcess started = start(folder);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(() -> {
                    started.kill();
                    delete(folder);
                  }));
      running = started;
      shared = running;
    }
    return url(running);
  }

  /** A name that no other test has. */
  public static String schema() {
    return "test_" + UUID.randomUUID().toString().replace("-", "");
  }

  private static void initialise(Path binaries, Path data) {
    try {
      Files.createDirectories(data.getParent());
      Process made =
          new ProcessBuilder(
                  asUser(
                      binaries.resolve("bin/initdb").toString(),
                      "-D",
                      data.toString(),
                      "-U",
                      "stoa",
                      "-A",
                      "trust",
                      "-E",
                      "UTF8",
                      "--locale=C"))
              .redirectErrorStream(true)
              .start();
      String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (made.waitFor() != 0) {
        throw new IllegalStateException("initdb failed: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a database was made", e);
    }
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody. */
  private static List<String> asUser(String... command) {
    List<String> all = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      all.addAll(List.of("unshare", "-U"));
    }
    all.addAll(List.of(command));
    return all;
  }

  /** Unpacked once for each user and version, beside the other temporary files. */
  private static synchronized Path binaries() {
    Path known = unpacked;
    if (known != null) {
      return known;
    }
    String name = archive();
    try (InputStream resource = PostgresServerProcess.class.getResourceAsStream("/" + name)) {
      if (resource == null) {
        throw new IllegalStateException(
            "the class path has no " + name + ", the PostgreSQL for this machine");
      }
      byte[] packed = resource.readAllBytes();
      Path folder =
          Path.of(
              System.getProperty("java.io.tmpdir"),
              "stoa-postgres-%s-%08x".formatted(System.getProperty("user.name"), hash(packed)));
      if (!Files.exists(folder.resolve("bin/postgres"))) {
        Path fresh = temporary("stoa-postgres-unpacked");
        unpack(packed, fresh);
        try {
          Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException twin) {
          delete(fresh);
        }
      }
      unpacked = folder;
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("the PostgreSQL of the artifact cannot be unpacked", e);
    }
  }

  private static int hash(byte[] bytes) {
    return java.util.Arrays.hashCode(bytes);
  }

  private static String archive() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String system = os.contains("mac") ? "darwin" : "linux";
    return "postgres-%s-%s.txz"
        .formatted(
            system, arch.equals("aarch64") ? "arm_64" : arch.equals("amd64") ? "x86_64" : arch);
  }

  private static void unpack(byte[] packed, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZInputStream(new BufferedInputStream(new java.io.ByteArrayInputStream(packed))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("the archive reaches outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
          }
        }
      }
    }
    // In a user namespace of its own the server is not the owner of these.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path temporary(String name) {
    try {
      return Files.createTempDirectory(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder + ": " + e);
    }
  }
}
