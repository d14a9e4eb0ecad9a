package dev.stoa.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A shop of its own for a run: a process with a fresh data folder. Both are gone after it. */
final class LocalShop implements AutoCloseable {
  static final String ADMIN = "load-admin@example.com";
  static final String PASSWORD = "a passphrase of the load driver";

  private static final Pattern OPEN = Pattern.compile("The shop is open at (\\S+)");
  private static final Pattern LIVE = Pattern.compile("Socket\\.IO is at (\\S+)");
  private static final long START_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Path folder;
  private final boolean passing;
  private final double startMillis;
  private final Process process;
  private final URI url;
  private final URI live;

  private LocalShop(
      Path folder, boolean passing, Process process, URI url, URI live, double startMillis) {
    this.folder = folder;
    this.passing = passing;
    this.startMillis = startMillis;
    this.process = process;
    this.url = url;
    this.live = live;
  }

  /** A shop in a folder that is gone after it. */
  static LocalShop start(Path jar, List<String> jvmOptions)
      throws IOException, InterruptedException {
    return start(Files.createTempDirectory("stoa-load-"), true, jar, jvmOptions);
  }

  /** A shop in a folder that stays, with what an earlier one left in it. */
  static LocalShop startIn(Path folder, Path jar) throws IOException, InterruptedException {
    return start(folder, false, jar, List.of());
  }

  private static LocalShop start(Path folder, boolean passing, Path jar, List<String> jvmOptions)
      throws IOException, InterruptedException {
    Path log = folder.resolve("shop.log");
    Files.deleteIfExists(log);
    String data = folder.resolve("data").toString();
    if (!Files.exists(folder.resolve("data/stoa.db"))) {
      Process admin =
          java(jar, log, jvmOptions, "admin", "create", "--email", ADMIN, "--data", data);
      if (admin.waitFor() != 0) {
        throw new IOException("no administrator could be made:\n" + Files.readString(log));
      }
    }
    long begun = System.nanoTime();
    Process shop =
        java(
            jar,
            log,
            jvmOptions,
            "serve",
            "--port",
            "0",
            "--data",
            data,
            "--set",
            "payment.gateway=sandbox",
            "--set",
            "seller.demo=true");
    Runtime.getRuntime().addShutdownHook(new Thread(shop::destroy));
    while (System.nanoTime() - begun < START_NANOS && shop.isAlive()) {
      String printed = Files.readString(log);
      Matcher open = OPEN.matcher(printed);
      Matcher live = LIVE.matcher(printed);
      if (open.find() && live.find()) {
        return new LocalShop(
            folder,
            passing,
            shop,
            URI.create(open.group(1)),
            URI.create(live.group(1)),
            (System.nanoTime() - begun) / 1e6);
      }
      Thread.sleep(passing ? 50 : 5);
    }
    shop.destroy();
    throw new IOException("the shop did not open:\n" + Files.readString(log));
  }

  private static Process java(Path jar, Path log, List<String> jvmOptions, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xms64m", "-Xmx512m", "-Xss512k"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("STOA_PASSWORD", PASSWORD);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  URI url() {
    return url;
  }

  /** Where Socket.IO is. */
  URI live() {
    return live;
  }

  Path folder() {
    return folder;
  }

  /** The memory the shop has in use now, in MiB; -1 where the system does not tell. */
  long residentMebibytes() {
    try {
      for (String line :
          Files.readAllLines(
              Path.of("/proc/" + process.pid() + "/status"), StandardCharsets.UTF_8)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
    } catch (IOException notLinux) {
      return -1;
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (passing) {
      delete(folder);
    }
  }

  /** Deletes a folder with all that is in it; one that is not there is fine. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** How long it took from the start of the process until it was open. */
  double startMillis() {
    return startMillis;
  }

  /** Ends it as a power failure would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits until the log says something. */
  void awaitLog(String words) throws IOException, InterruptedException {
    Path log = folder.resolve("shop.log");
    while (!Files.readString(log).contains(words)) {
      if (!process.isAlive()) {
        throw new IOException("the shop ended:\n" + Files.readString(log));
      }
      Thread.sleep(20);
    }
  }
}
