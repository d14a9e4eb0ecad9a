package dev.stoa.bootstrap;

import dev.stoa.payment.sandbox.SandboxGatewayServer;
import dev.stoa.payment.sandbox.SandboxOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stoa sandbox-gateway}: the payment provider of a shop of several processes. */
@Command(
    name = "sandbox-gateway",
    description = {
      "Runs the sandbox payment gateway alone, for a shop that is several processes: start them",
      "with payment.gateway set to the address it prints. It moves no money, and asks nobody who",
      "calls: keep it where only the shop can reach it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SandboxGatewayCommand implements Callable<Integer> {
  @Option(names = "--port", description = "The port (9090); 0 for a free one.")
  private int port = 9090;

  @Option(names = "--host", description = "The address to listen on (127.0.0.1).")
  private String host = "127.0.0.1";

  @Option(names = "--data", description = "The folder of its books (./data/gateway).")
  private Path data = Path.of("data", "gateway");

  @Spec private CommandSpec spec;

  SandboxGatewayCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "port is " + port + ", but expected was 0 to 65535.");
    }
    DataFolder folder;
    try {
      folder = DataFolder.take(data);
    } catch (DataFolder.InUse e) {
      throw new Refused(e.getMessage() + ".");
    }
    SandboxGatewayServer server;
    try {
      server =
          SandboxGatewayServer.start(SandboxOptions.in(data), InstantSource.system(), host, port);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("closing")
                .unstarted(() -> {
                  server.close();
                  folder.close();
                  closed.countDown();
                }));
    out.println("The sandbox gateway is open at " + server.url());
    out.flush();
    closed.await();
    return Main.OK;
  }
}
