package dev.stoa.bootstrap;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stoa version}. */
@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer>, IVersionProvider {
  @Spec private CommandSpec spec;

  VersionCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(version());
    return Main.OK;
  }

  @Override
  public String[] getVersion() {
    return new String[] {version()};
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "stoa %s (Java %s)"
        .formatted(Objects.requireNonNullElse(version, "unpackaged"), Runtime.version());
  }
}
