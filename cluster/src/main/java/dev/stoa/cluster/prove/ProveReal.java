package dev.stoa.cluster.prove;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stoa prove --real}. */
@Command(
    name = "stoa prove --real",
    description = {
      "Kills a real shop again and again while it sells, and compares what its",
      "clients were told with what it says afterwards.",
      "",
      "embedded: the packaged shop, one process, killed with kill -9 under load",
      "and while it starts. distributed: five services, MongoDB (a compatible",
      "server), Redis, Kafka, Elasticsearch and the payment provider, each a",
      "process, killed with kill -9 or paused with SIGSTOP, one at a time; after",
      "each a proxy before one of the servers resets all connections, lets nothing",
      "pass for a while, or loses the answers to requests that are carried out.",
      "",
      "Everything listens on 127.0.0.1 and ends with the command. Exit code 0: no",
      "violation; 1: violations, and the record and the data are kept; 2: wrong",
      "options.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class ProveReal implements Callable<Integer> {
  /** The two shapes of a shop. */
  enum Profile {
    EMBEDDED,
    DISTRIBUTED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  @Option(names = "--real", description = "A real shop instead of the simulated one.")
  private boolean real;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "embedded (if not given) or distributed.")
  private Profile profile = Profile.EMBEDDED;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "Kills and pauses, up to 10000 (20; distributed: 18, and a cut after each).")
  private @Nullable Integer kills;

  @Option(names = "--buyers", paramLabel = "N", description = "How many buy at once, to 100 (8).")
  private int buyers = 8;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of who is killed when and who buys what (1).")
  private long seed = 1;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Where the record and the data go, which are kept then; a temporary folder"
              + " that goes when there is no violation.")
  private @Nullable Path data;

  @Option(names = "--shop", hidden = true, description = "The shop's jar.")
  private @Nullable Path jar;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  ProveReal() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ProveReal())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((wrong, given) -> {
              PrintWriter err = wrong.getCommandLine().getErr();
              err.println("stoa: " + wrong.getMessage());
              err.println("stoa prove --real --help shows the options.");
              return CommandLine.ExitCode.USAGE;
            })
            .execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    int count = kills == null ? profile == Profile.EMBEDDED ? 20 : 18 : kills;
    within("--kills", count, 1, 10_000);
    within("--buyers", buyers, 1, 100);
    if (!real) {
      throw new ParameterException(
          spec.commandLine(), "Give --real; without it, stoa prove runs the simulator.");
    }
    if (jar == null) {
      throw new ParameterException(spec.commandLine(), "Give --shop: the shop's jar.");
    }
    if (seed < 0) {
      throw new ParameterException(
          spec.commandLine(), "--seed: expected 0 or more, but was " + seed);
    }
    Path folder = folder();
    List<String> command = command(jar.toAbsolutePath());
    PrintWriter out = spec.commandLine().getOut();
    AtomicBoolean finished = new AtomicBoolean();
    // On Ctrl-C every process ends by itself; only the folder is left to be deleted.
    Thread cleaning =
        Thread.ofPlatform()
            .unstarted(() -> {
              if (!finished.get()) {
                out.println(
                    "Interrupted; the processes end. What there is of a record is in " + folder);
                out.flush();
              }
            });
    Runtime.getRuntime().addShutdownHook(cleaning);
    RealProof.Report report;
    try (ShopUnderTest shop =
        profile == Profile.EMBEDDED
            ? ShopUnderTest.embedded(command, folder.resolve("shop"))
            : ShopUnderTest.distributed(
                command, folder.resolve("cluster"), line -> say(out, line))) {
      report =
          RealProof.run(
              shop,
              new RealProof.Plan(count, buyers, seed, folder.resolve("record.jsonl")),
              line -> say(out, line));
    } catch (IllegalStateException e) {
      finished.set(true);
      out.println();
      out.println("It could not go on: " + e.getMessage());
      out.println("The record and the data are in " + folder);
      out.flush();
      return 1;
    }
    finished.set(true);
    print(out, report);
    if (report.violations().isEmpty() && data == null) {
      delete(folder);
    } else {
      out.println("The record is " + report.record() + ", the data lies beside it.");
    }
    out.flush();
    return report.violations().isEmpty() ? 0 : 1;
  }

  private static void say(PrintWriter out, String line) {
    out.println(LocalTime.now(ZoneId.systemDefault()).format(TIME) + " " + line);
    out.flush();
  }

  private static void print(PrintWriter out, RealProof.Report report) {
    out.println();
    out.printf("%-28s %8s %8s%n", "process", "kills", "pauses");
    Map<String, Integer> all = new TreeMap<>(report.kills());
    report.pauses().forEach(all::putIfAbsent);
    all.keySet()
        .forEach(name ->
            out.printf(
                "%-28s %8d %8d%n",
                name, report.kills().getOrDefault(name, 0), report.pauses().getOrDefault(name, 0)));
    out.printf(
        "%-28s %8d %8d%n%n",
        "together",
        report.kills().values().stream().mapToInt(Integer::intValue).sum(),
        report.pauses().values().stream().mapToInt(Integer::intValue).sum());
    if (!report.cuts().isEmpty()) {
      out.printf("%-46s%n", "network between the services and");
      report.cuts().forEach((cut, n) -> out.printf("%-37s %8d%n", "  " + cut, n));
      out.printf(
          "%-37s %8d%n%n",
          "  together", report.cuts().values().stream().mapToInt(Integer::intValue).sum());
    }
    out.println("acknowledged");
    report.acknowledged().forEach((kind, n) -> out.printf("  %-26s %8d%n", kind.label(), n));
    out.printf(
        "  %-26s %8d%n%n",
        "together", report.acknowledged().values().stream().mapToLong(Long::longValue).sum());
    out.println("checkouts by their end");
    report.outcomes().forEach((end, n) -> out.printf("  %-26s %8d%n", end, n));
    out.println();
    if (!report.internalErrors().isEmpty()) {
      out.printf(
          "%d answers with status 500, such as: %s%n%n",
          report.internalErrors().size(), report.internalErrors().getFirst());
    }
    report.violations().stream().limit(40).forEach(v -> out.println("VIOLATION: " + v));
    out.printf(
        "%d violations in %d min %d s%n",
        report.violations().size(), report.took().toMinutes(), report.took().toSecondsPart());
  }

  private Path folder() throws IOException {
    if (data == null) {
      return Files.createTempDirectory("stoa-prove-");
    }
    Path folder = data.toAbsolutePath().normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), "--data: " + folder + " is not a folder.");
    }
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new ParameterException(
              spec.commandLine(), "--data: " + folder + " is not empty; a run needs its own.");
        }
      }
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--data: " + folder + " cannot be made or read: " + e, e);
    }
    return folder;
  }

  private void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          option + ": expected " + least + " to " + most + ", but was " + value);
    }
  }

  private List<String> command(Path shop) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xms32m", "-Xmx256m", "-Xss512k"));
    command.add("-XX:TieredStopAtLevel=1");
    Path archive = shop.resolveSibling("stoa.jsa");
    if (Files.exists(archive)) {
      // Made by the shop itself, of the classes that it loads: it halves the start.
      command.add("-XX:SharedArchiveFile=" + archive);
      command.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xshare:auto"));
    }
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar", shop.toString()));
    return command;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
