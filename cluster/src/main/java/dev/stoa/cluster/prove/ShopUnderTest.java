package dev.stoa.cluster.prove;

import dev.stoa.cluster.Cluster;
import dev.stoa.cluster.TcpProxy;
import dev.stoa.servers.ChildJvm;
import dev.stoa.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running shop whose processes may be killed. Closing it ends all of them. */
public interface ShopUnderTest extends AutoCloseable {
  /** The administrator of the shop; the password is the clients' own. */
  String ADMIN = "admin@example.com";

  /**
   * How long a payment may take: shorter than a restart and than a slow payment, so that payments
   * expire while they are under way, and what the gateway takes afterwards goes back.
   */
  String HOLD = "1s";

  /** Where clients find it; stays the same over kills. */
  URI url();

  /** What may be killed. */
  List<ServerProcess> processes();

  /** What stands between the processes and may cut them off from each other; maybe none. */
  List<TcpProxy> proxies();

  /**
   * Whether one process is the whole shop. If so, it is also killed while it starts; if not, others
   * feel it when it is paused, and it is.
   */
  boolean isOneProcess();

  @Override
  void close();

  /**
   * One process with its data in the folder.
   *
   * @param shop the command line of the shop, to which a command and its options are added
   */
  static ShopUnderTest embedded(List<String> shop, Path folder) {
    String data = folder.toAbsolutePath().normalize().resolve("data").toString();
    List<String> admin = new ArrayList<>(shop);
    admin.addAll(List.of("admin", "create", "--email", ADMIN, "--data", data));
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder = new ProcessBuilder(admin).redirectErrorStream(true);
      builder.environment().put("STOA_PASSWORD", ShopClient.PASSWORD);
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("no administrator could be made:\n" + printed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    int port = ChildJvm.freePort();
    List<String> serve = new ArrayList<>(shop);
    serve.addAll(List.of("serve", "--port", Integer.toString(port), "--data", data));
    serve.addAll(List.of("--set", "payment.gateway=sandbox", "--set", "seller.demo=true"));
    ServerProcess process =
        ServerProcess.start(
            "shop",
            serve,
            Map.of(
                "STOA_SOCKETIO_PORT",
                "0",
                "STOA_PAYMENT_TIMEOUT",
                "2s",
                "STOA_CHECKOUT_HOLD",
                HOLD),
            Pattern.compile("is open at http"),
            folder,
            port);
    return new ShopUnderTest() {
      @Override
      public URI url() {
        return URI.create("http://" + process.address());
      }

      @Override
      public List<ServerProcess> processes() {
        return List.of(process);
      }

      @Override
      public List<TcpProxy> proxies() {
        return List.of();
      }

      @Override
      public boolean isOneProcess() {
        return true;
      }

      @Override
      public void close() {
        process.close();
      }
    };
  }

  /**
   * Five services and five servers with their data in the folder, behind one origin; a proxy before
   * each server.
   */
  static ShopUnderTest distributed(List<String> shop, Path folder, Consumer<String> progress) {
    Cluster cluster =
        Cluster.start(
            new Cluster.Options(
                folder,
                shop,
                0,
                Map.of(),
                Map.of("payment.timeout", "5s", "checkout.hold", HOLD),
                true),
            progress);
    try {
      cluster.run(
          Map.of("STOA_PASSWORD", ShopClient.PASSWORD), "admin", "create", "--email", ADMIN);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return new ShopUnderTest() {
      @Override
      public URI url() {
        return cluster.url();
      }

      @Override
      public List<ServerProcess> processes() {
        return Stream.concat(cluster.services().stream(), cluster.servers().stream()).toList();
      }

      @Override
      public List<TcpProxy> proxies() {
        return cluster.proxies();
      }

      @Override
      public boolean isOneProcess() {
        return false;
      }

      @Override
      public void close() {
        cluster.close();
      }
    };
  }
}
