package dev.stoa.bootstrap;

import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stoa serve}: the shop on its data folder, as it is. */
@Command(
    name = "serve",
    description = {
      "Runs the shop on its data folder.",
      "",
      "It stops on SIGTERM or Ctrl-C: requests in flight are finished, events handled, and",
      "everything acknowledged is on disk; the same holds after kill -9.",
      "",
      "It trades only when told with which payment gateway (payment.gateway) and as whom"
          + " (seller.name",
      "and the others, shop.tax-rate). To try things: --set payment.gateway=sandbox --set"
          + " seller.demo=true.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private final ShopOptions shop = new ShopOptions();
  @Mixin private final ListenOptions listen = new ListenOptions();
  @Spec private CommandSpec spec;

  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ShopConfig config = shop.read(listen.values()).toTrade();
    run(config, "serve", out, (opened, url) -> out.println("The shop is open at " + url));
    return Main.OK;
  }

  /** What a command does when the shop is open. */
  interface Opened {
    void at(Shop shop, URI url);
  }

  /** Opens the shop, serves until the process is told to end, and closes it. */
  static void run(ShopConfig config, String command, PrintWriter out, Opened opened)
      throws InterruptedException {
    Shop shop = open(config, command);
    CountDownLatch closed = new CountDownLatch(1);
    Thread closing =
        Thread.ofPlatform()
            .name("closing")
            .unstarted(() -> {
              shop.close();
              closed.countDown();
            });
    try {
      shop.react();
      URI url = shop.serve();
      Runtime.getRuntime().addShutdownHook(closing);
      opened.at(shop, url);
      shop.socketIo()
          .ifPresent(port -> out.println("Socket.IO is at http://" + url.getHost() + ":" + port));
      out.flush();
    } catch (RuntimeException e) {
      shop.close();
      throw e;
    }
    closed.await();
  }

  /**
   * Opens the shop's data for a command that works on it at once: waits for servers that are just
   * starting.
   */
  static Shop openToWork(ShopConfig config, String command) {
    Shop shop = open(config, command);
    try {
      shop.awaitUsable();
      return shop;
    } catch (InterruptedException e) {
      shop.close();
      Thread.currentThread().interrupt();
      throw new Refused("interrupted");
    } catch (RuntimeException e) {
      shop.close();
      throw e;
    }
  }

  /** Opens the shop's data, or says how to go on when another process has it. */
  static Shop open(ShopConfig config, String command) {
    try {
      return Shop.open(config);
    } catch (DataFolder.InUse e) {
      String advice =
          e.url().isPresent()
              ? "Use that one, or another folder: stoa " + command + " --data ./other --port 0"
              : "Wait until it is done, or use another folder: stoa " + command + " --data ./other";
      throw new Refused(e.getMessage() + ". " + advice);
    }
  }
}
