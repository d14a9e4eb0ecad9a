package dev.stoa.cluster;

import dev.stoa.servers.ChildJvm;
import dev.stoa.servers.ServerProcess;
import dev.stoa.servers.elasticsearch.ElasticsearchServerProcess;
import dev.stoa.servers.kafka.KafkaServerProcess;
import dev.stoa.servers.mongo.MongoServerProcess;
import dev.stoa.servers.redis.RedisServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The distributed shop on this machine. Everything listens on 127.0.0.1; every process keeps its
 * port and its data when it is killed and restarted. Closing it ends all of them, and so does the
 * end of this JVM.
 */
public final class Cluster implements AutoCloseable {
  /** What runs as one process. */
  public enum Part {
    MONOLITH("monolith"),
    BASKET("basket,notification"),
    PAYMENT("payment"),
    ORDER("order"),
    INVOICE("invoice");

    private final String services;

    Part(String services) {
      this.services = services;
    }

    /** As it is written in the setting {@code services}. */
    public String services() {
      return services;
    }

    /** As it is written on the command line: {@code basket}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is to run.
   *
   * @param folder the data of all servers
   * @param shop the command line of the shop, to which a command and its options are added
   * @param port of the gateway; 0 for a free one
   * @param instances how many processes of each part; one where nothing is said
   * @param settings of the shop's processes, by key, beside those that say where the servers are
   * @param proxied whether the shop's processes reach the servers through {@link #proxies()}
   */
  public record Options(
      Path folder,
      List<String> shop,
      int port,
      Map<Part, Integer> instances,
      Map<String, String> settings,
      boolean proxied) {
    /** With nothing between the shop's processes and the servers. */
    public Options(
        Path folder,
        List<String> shop,
        int port,
        Map<Part, Integer> instances,
        Map<String, String> settings) {
      this(folder, shop, port, instances, settings, false);
    }

    public Options {
      shop = List.copyOf(shop);
      instances = Map.copyOf(instances);
      settings = Map.copyOf(settings);
      instances
          .values()
          .forEach(count -> {
            if (count < 1 || count > 16) {
              throw new IllegalArgumentException("expected 1 to 16 instances, but was " + count);
            }
          });
    }
  }

  private static final Pattern OPEN = Pattern.compile("is open at http");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Options options;
  private final Consumer<String> progress;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Map<String, ServerProcess> servers = new LinkedHashMap<>();
  private final Map<String, TcpProxy> proxies = new ConcurrentHashMap<>();
  private final Map<Part, List<ServerProcess>> services = new EnumMap<>(Part.class);
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<Integer, Integer> livePorts = new ConcurrentHashMap<>();

  private Cluster(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Starts the servers, then the services, then the gateway; returns when all are ready.
   *
   * @param progress hears a line for each process that is ready
   * @throws IllegalStateException with what it printed, when one does not get ready; all others are
   *     ended then
   */
  public static Cluster start(Options options, Consumer<String> progress) {
    Cluster cluster = new Cluster(options, progress);
    try {
      cluster.startServers();
      cluster.startServices();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The one origin. */
  public URI url() {
    return started.stream()
        .filter(Gateway.class::isInstance)
        .map(gateway -> ((Gateway) gateway).url())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the gateway is not open"));
  }

  /**
   * {@code mongo}, {@code redis}, {@code kafka}, {@code elasticsearch} and the payment provider's
   * {@code gateway}.
   */
  public ServerProcess server(String name) {
    ServerProcess server = servers.get(name);
    if (server == null) {
      throw new IllegalArgumentException("no server " + name + " in " + servers.keySet());
    }
    return server;
  }

  /** All servers, by name. */
  public Collection<ServerProcess> servers() {
    return List.copyOf(servers.values());
  }

  /**
   * What stands between the shop's processes and each of the servers, when that was asked for; else
   * empty.
   */
  public List<TcpProxy> proxies() {
    return servers.keySet().stream().map(proxies::get).filter(Objects::nonNull).toList();
  }

  /** The processes of a part. */
  public List<ServerProcess> instances(Part part) {
    return services.getOrDefault(part, List.of());
  }

  /** All processes of the shop. */
  public List<ServerProcess> services() {
    return services.values().stream().flatMap(List::stream).toList();
  }

  /**
   * The environment that makes a command of the shop work on this cluster: {@code MONGO_URI} and
   * the like.
   */
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /**
   * Runs a command of the shop on this cluster to its end.
   *
   * @return what it printed
   * @throws IllegalStateException with what it printed, when its exit code is not 0
   */
  public String run(String... arguments) {
    return run(Map.of(), arguments);
  }

  /** As {@link #run(String...)}, with these environment variables as well. */
  public String run(Map<String, String> more, String... arguments) {
    List<String> command = new ArrayList<>(options.shop());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    try {
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", arguments) + ":\n" + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable next = started.pop();
      try {
        next.close();
      } catch (Exception e) {
        progress.accept("did not close cleanly: " + e);
      }
    }
    proxies.values().forEach(TcpProxy::close);
  }

  private void startServers() {
    Path folder = options.folder().toAbsolutePath().normalize();
    Map<String, Callable<ServerProcess>> starts = new LinkedHashMap<>();
    starts.put("mongo", () -> MongoServerProcess.start(folder.resolve("mongo")));
    starts.put("redis", () -> RedisServerProcess.start(folder.resolve("redis")));
    starts.put(
        "kafka",
        () -> KafkaServerProcess.start(folder.resolve("kafka"), port -> port("kafka", port)));
    starts.put("gateway", () -> sandboxGateway(folder.resolve("gateway")));
    boolean elasticsearch =
        options.settings().getOrDefault("engine.search", "elasticsearch").equals("elasticsearch");
    if (elasticsearch) {
      starts.put(
          "elasticsearch", () -> ElasticsearchServerProcess.start(folder.resolve("elasticsearch")));
    }
    all(starts)
        .forEach((name, server) -> {
          servers.put(name, server);
          started.push(server);
        });
    setting("profile", "distributed");
    setting("mongo.uri", "mongodb://" + reached("mongo"));
    setting("redis.uri", "redis://" + reached("redis"));
    setting("kafka.brokers", reached("kafka"));
    setting("payment.gateway", "http://" + reached("gateway"));
    if (elasticsearch) {
      setting("elasticsearch.url", "http://" + reached("elasticsearch"));
    }
    options.settings().forEach(this::setting);
  }

  /** Where the shop's processes reach a server. */
  private String reached(String name) {
    return "127.0.0.1:" + port(name, server(name).port());
  }

  /** The server's own port, or that of the proxy before it. */
  private int port(String name, int own) {
    return options.proxied() ? proxies.computeIfAbsent(name, n -> TcpProxy.to(n, own)).port() : own;
  }

  private ServerProcess sandboxGateway(Path folder) {
    int port = ChildJvm.freePort();
    List<String> command = new ArrayList<>(options.shop());
    command.addAll(
        List.of("sandbox-gateway", "--port", Integer.toString(port), "--data", folder.toString()));
    return ServerProcess.start("payment gateway", command, Map.of(), OPEN, folder, port);
  }

  private void startServices() {
    Map<Part, List<Integer>> ports = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      List<Integer> own = new ArrayList<>();
      for (int i = 0; i < options.instances().getOrDefault(part, 1); i++) {
        own.add(ChildJvm.freePort());
      }
      ports.put(part, own);
    }
    setting(
        "identity.url",
        "http://127.0.0.1:" + ports.getOrDefault(Part.MONOLITH, List.of()).getFirst());
    Map<String, Callable<ServerProcess>> starts = new LinkedHashMap<>();
    ports.forEach((part, own) -> {
      for (int i = 0; i < own.size(); i++) {
        String name = own.size() == 1 ? part.label() : part.label() + "-" + (i + 1);
        int port = own.get(i);
        starts.put(name, () -> service(name, part, port));
      }
    });
    Map<String, ServerProcess> running = all(starts);
    running.values().forEach(started::push);
    ports.forEach((part, own) ->
        services.put(
            part,
            running.values().stream().filter(process -> own.contains(process.port())).toList()));
    started.push(Gateway.start(options.port(), routes()));
  }

  private ServerProcess service(String name, Part part, int port) {
    Path folder = options.folder().toAbsolutePath().normalize().resolve(name);
    List<String> command = new ArrayList<>(options.shop());
    Map<String, String> own = new LinkedHashMap<>(environment);
    own.putIfAbsent("STOA_SELLER_DEMO", "true");
    if (part == Part.BASKET) {
      int live = ChildJvm.freePort();
      livePorts.put(port, live);
      own.put("STOA_SOCKETIO_PORT", Integer.toString(live));
    }
    command.addAll(
        List.of(
            "serve",
            "--services",
            part.services(),
            "--port",
            Integer.toString(port),
            "--data",
            folder.resolve("data").toString()));
    return ServerProcess.start(name, command, own, OPEN, folder, port);
  }

  private Routes routes() {
    return Routes.builder()
        .route(addresses(Part.MONOLITH), "/")
        .route(addresses(Part.BASKET), "/api/basket", "/api/checkouts", "/api/notifications")
        .route(addresses(Part.PAYMENT), "/api/payments", "/api/admin/payments")
        .route(addresses(Part.ORDER), "/api/orders", "/api/admin/orders")
        .route(addresses(Part.INVOICE), "/api/invoices")
        .stickyRoute(live(), "/socket.io")
        .build();
  }

  /** Where the baskets' processes speak Socket.IO. */
  private List<InetSocketAddress> live() {
    return instances(Part.BASKET).stream()
        .map(process -> livePorts.getOrDefault(process.port(), process.port()))
        .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .toList();
  }

  private List<InetSocketAddress> addresses(Part part) {
    return instances(part).stream()
        .map(process -> new InetSocketAddress(InetAddress.getLoopbackAddress(), process.port()))
        .toList();
  }

  private void setting(String key, String value) {
    environment.put(
        "STOA_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value);
  }

  /** Starts all at once. */
  private Map<String, ServerProcess> all(Map<String, Callable<ServerProcess>> starts) {
    Map<String, Future<ServerProcess>> futures = new LinkedHashMap<>();
    Map<String, ServerProcess> ready = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      starts.forEach((name, start) ->
          futures.put(
              name,
              threads.submit(() -> {
                long begin = System.nanoTime();
                ServerProcess process = start.call();
                progress.accept(
                    "%-12s ready at %s after %.1f s (process %d)"
                        .formatted(
                            name,
                            process.address(),
                            (System.nanoTime() - begin) / 1e9,
                            process.pid()));
                return process;
              })));
    }
    List<RuntimeException> failures = new ArrayList<>();
    futures.forEach((name, future) -> {
      try {
        ready.put(name, future.get(1, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failures.add(new IllegalStateException(e));
      } catch (ExecutionException | TimeoutException e) {
        failures.add(new IllegalStateException(name + " did not start", e));
      }
    });
    if (!failures.isEmpty()) {
      ready.values().forEach(ServerProcess::close);
      failures.stream().skip(1).forEach(failures.getFirst()::addSuppressed);
      throw failures.getFirst();
    }
    return ready;
  }

  /** Ends the services in order, so that they finish what they are at. */
  public void stopServices() {
    services().forEach(process -> process.stop(PATIENCE));
  }
}
