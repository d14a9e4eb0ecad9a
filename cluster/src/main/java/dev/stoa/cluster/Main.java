package dev.stoa.cluster;

import dev.stoa.servers.ServerProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stoa cluster}: the distributed shop on this machine. */
@Command(
    name = "stoa cluster",
    description = {
      "Runs the distributed shop on this machine: MongoDB (a compatible server), Redis, Kafka and",
      "Elasticsearch from Maven artifacts, every service a process of its own, and one origin",
      "before them. Without Elasticsearch, which takes most of the memory: --set",
      "engine.search=lucene.",
      "",
      "Kill what you like: kill -9 one of the processes it prints, and watch the shop go on.",
      "Ctrl-C ends all of them. The data stays in the folder.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  @Option(names = "--port", description = "Where the shop is (8080); 0 for a free port.")
  private int port = 8080;

  @Option(names = "--data", description = "The folder with the data of all servers.")
  private Path data = Path.of("data", "cluster");

  @Option(
      names = "--instances",
      paramLabel = "SERVICE=N",
      description = "So many processes of a service, such as payment=2,order=2,invoice=2.",
      split = ",")
  private Map<String, Integer> instances = new LinkedHashMap<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the services; repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--shop", hidden = true, description = "The shop's jar.")
  private @Nullable Path shop;

  @Option(names = "--no-demo", description = "Make no administrator and no demo catalogue.")
  private boolean noDemo;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Cluster.Options options = new Cluster.Options(data, shopCommand(), port, parts(), settings);
    CountDownLatch closed = new CountDownLatch(1);
    Cluster cluster =
        Cluster.start(
            options,
            line -> {
              out.println(line);
              out.flush();
            });
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  cluster.stopServices();
                  cluster.close();
                  closed.countDown();
                }));
    if (!noDemo) {
      out.println("Making the administrator and the demo catalogue ...");
      out.flush();
      out.print(cluster.run("demo", "--prepare", "--services", "identity,catalog"));
    }
    out.println();
    for (ServerProcess process : cluster.services()) {
      out.printf(
          "%-12s http://%s   process %d%n", process.name(), process.address(), process.pid());
    }
    out.println("The shop is open at " + cluster.url() + "   (Ctrl-C closes it)");
    out.flush();
    closed.await();
    return 0;
  }

  private List<String> shopCommand() {
    if (shop == null) {
      throw new ParameterException(spec.commandLine(), "Give --shop: the shop's jar.");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xms32m", "-Xmx256m", "-Xss512k"));
    // The archive of loaded classes, shared by all processes, halves their start.
    Path jar = shop.toAbsolutePath();
    command.add("-XX:+AutoCreateSharedArchive");
    command.add("-XX:SharedArchiveFile=" + jar.resolveSibling("stoa.jsa"));
    command.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xshare:auto"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar", jar.toString()));
    return command;
  }

  private Map<Cluster.Part, Integer> parts() {
    Map<Cluster.Part, Integer> parts = new EnumMap<>(Cluster.Part.class);
    instances.forEach((name, count) -> {
      Cluster.Part part =
          List.of(Cluster.Part.values()).stream()
              .filter(known -> known.label().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(),
                      "--instances: no service "
                          + name
                          + "; there are "
                          + List.of(Cluster.Part.values()).stream()
                              .map(Cluster.Part::label)
                              .toList()));
      if (count < 1 || count > 16) {
        throw new ParameterException(
            spec.commandLine(), "--instances: expected 1 to 16 of " + name + ", was " + count);
      }
      parts.put(part, count);
    });
    return parts;
  }
}
