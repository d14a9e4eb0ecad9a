package dev.stoa.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void explainsItselfWithoutACommand() {
    assertThat(run()).isEqualTo(Main.USAGE);
    assertThat(out.toString()).contains("Usage: stoa").contains("serve");
  }

  @Test
  void helpsWithEveryCommand() {
    Deque<CommandLine> commands = new ArrayDeque<>();
    commands.add(Main.commandLine());
    while (!commands.isEmpty()) {
      CommandLine command = commands.pop();
      assertThat(command.getUsageMessage()).as(command.getCommandName()).contains("Usage: ");
      assertThat(command.getCommandSpec().usageMessage().description())
          .as(command.getCommandName())
          .isNotEmpty();
      if (!command.getCommandName().equals("help")) {
        assertThat(command.getCommandSpec().findOption("--help"))
            .as(command.getCommandName())
            .isNotNull();
      }
      commands.addAll(command.getSubcommands().values());
    }
  }

  @Test
  void printsItsVersion() {
    assertThat(run("version")).isEqualTo(Main.OK);
    assertThat(out.toString()).startsWith("stoa ");
  }

  @Test
  void refusesAnUnknownCommandAndAnUnknownOption() {
    assertThat(run("sevre")).isEqualTo(Main.USAGE);
    assertThat(run("serve", "--prot", "1")).isEqualTo(Main.USAGE);
    assertThat(err.toString()).contains("Unknown options").contains("stoa serve");
  }

  @Test
  void refusesAValueThatCannotBe(@TempDir Path data) {
    assertThat(run("serve", "--port", "99999", "--data", data.toString(), "--set", "drian=1s"))
        .isEqualTo(Main.USAGE);
    assertThat(err.toString())
        .contains("port is '99999' (option --port)")
        .contains("option --set drian is not known; the nearest known key is drain")
        .doesNotContain("Exception");
  }

  @Test
  void printsEverySetting() {
    assertThat(run("settings")).isEqualTo(Main.OK);
    assertThat(out.toString()).contains("port=8080").contains("STOA_HTTP_MAX_BODY");
  }
}
