package dev.stoa.bootstrap;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: {@code stoa <command>}. */
@Command(
    name = "stoa",
    description = "A shop in one process and one folder: durable, with no other server.",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      ImportCommand.class,
      ReindexCommand.class,
      AdminCommand.class,
      BooksCommand.class,
      DeadLettersCommand.class,
      EventsCommand.class,
      SandboxGatewayCommand.class,
      HealthCommand.class,
      SettingsCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footerHeading = "%nFirst steps:%n",
    footer = {
      "  stoa demo                 a shop with 60 products; prints how to buy",
      "  stoa serve --help         what a command takes",
      "  stoa cluster              the same shop as five services over real servers, on this"
          + " machine",
      "",
      "Each option is also an environment variable (STOA_PORT) and a line of a properties file.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 refused (such as: the",
      "folder is in use, or some rows of an import are bad)."
    })
public final class Main implements Callable<Integer> {
  /** Done. */
  static final int OK = 0;

  /** Something went wrong. */
  static final int FAILED = 1;

  /** The command line or the configuration is wrong. */
  static final int USAGE = 2;

  /** It cannot be done as things are. */
  static final int REFUSED = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  Main() {}

  public static void main(String[] arguments) {
    // Without this, Netty makes newer JDKs warn on every start of what it will have to do without.
    if (System.getProperty("io.netty.noUnsafe") == null) {
      System.setProperty("io.netty.noUnsafe", "true");
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setExitCodeExceptionMapper(Main::exitCode);
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      report(command.getErr(), failure);
      return exitCode(failure);
    });
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  /** Whether the setting has an option of its own on the command line. */
  static boolean hasOption(Setting setting) {
    return switch (setting) {
      case HOST, PORT, DATA, PROFILE, SERVICES -> true;
      default -> false;
    };
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return USAGE;
  }

  private static int exitCode(Throwable failure) {
    return switch (failure) {
      case InvalidConfiguration e -> USAGE;
      case CommandLine.ParameterException e -> USAGE;
      case Refused e -> REFUSED;
      default -> FAILED;
    };
  }

  private static void report(PrintWriter err, Throwable failure) {
    switch (failure) {
      case InvalidConfiguration e ->
          Arrays.stream(String.valueOf(e.getMessage()).split("\\R", -1)).forEach(err::println);
      case Refused e -> err.println(e.getMessage());
      default -> {
        LOG.debug("Failed", failure);
        err.println("Failed: " + Failure.inWords(failure) + ".");
      }
    }
    err.flush();
  }
}
