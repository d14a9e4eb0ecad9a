package dev.stoa.bootstrap;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stoa settings}: prints a properties file with every setting and its standard. */
@Command(
    name = "settings",
    description = "Prints every setting with its meaning, as a properties file to start from.",
    mixinStandardHelpOptions = true)
final class SettingsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  SettingsCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Setting setting : Setting.values()) {
      String variables = setting.variable() + setting.alias().map(a -> " or " + a).orElse("");
      out.println("# " + setting.meaning() + " (" + variables + ")");
      out.println(setting.key() + "=" + setting.standard());
    }
    return Main.OK;
  }
}
