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
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private final Process process;
  private final URI url;
  private final URI live;

  private LocalShop(Path folder, Process process, URI url, URI live) {
    this.folder = folder;
    this.process = process;
    this.url = url;
    this.live = live;
  }

  static LocalShop start(Path jar, List<String> jvmOptions)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("stoa-load-");
    Path log = folder.resolve("shop.log");
    String data = folder.resolve("data").toString();
    Process admin = java(jar, log, jvmOptions, "admin", "create", "--email", ADMIN, "--data", data);
    if (admin.waitFor() != 0) {
      throw new IOException("no administrator could be made:\n" + Files.readString(log));
    }
    Process shop = java(jar, log, jvmOptions, "serve", "--port", "0", "--data", data);
    Runtime.getRuntime().addShutdownHook(new Thread(shop::destroy));
    long until = System.nanoTime() + START_NANOS;
    while (System.nanoTime() < until && shop.isAlive()) {
      String printed = Files.readString(log);
      Matcher open = OPEN.matcher(printed);
      Matcher live = LIVE.matcher(printed);
      if (open.find() && live.find()) {
        return new LocalShop(folder, shop, URI.create(open.group(1)), URI.create(live.group(1)));
      }
      Thread.sleep(50);
    }
    shop.destroy();
    throw new IOException("the shop did not open:\n" + Files.readString(log));
  }

  private static Process java(Path jar, Path log, List<String> jvmOptions, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx512m", "-Xss512k"));
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
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
