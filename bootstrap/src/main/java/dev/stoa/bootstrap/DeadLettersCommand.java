package dev.stoa.bootstrap;

import dev.stoa.shared.application.InspectDeadLetter;
import dev.stoa.shared.application.ListDeadLetters;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.ReplayDeadLetter;
import dev.stoa.shared.application.port.DeadLetter;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stoa dead-letters}: events that a reaction could not handle. */
@Command(
    name = "dead-letters",
    description = {
      "Lists, shows and replays events that could not be handled, in the data folder of a shop that",
      "does not run; a running one has /api/admin/dead-letters.",
      ""
    },
    subcommands = {
      DeadLettersCommand.ListAll.class,
      DeadLettersCommand.Show.class,
      DeadLettersCommand.Replay.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class DeadLettersCommand implements Callable<Integer> {
  private static final UUID NONE = new UUID(0, 0);

  @Spec private CommandSpec spec;

  DeadLettersCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return Main.USAGE;
  }

  /** {@code stoa dead-letters list}. */
  @Command(
      name = "list",
      description = "Lists them, the latest failure first.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {
    @Mixin private final ShopOptions shop = new ShopOptions();
    @Spec private CommandSpec spec;

    ListAll() {}

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      ShopConfig config = shop.read(Map.of());
      try (Shop opened = ServeCommand.openToWork(config, "dead-letters list")) {
        ListDeadLetters list = opened.get(ListDeadLetters.class);
        long count = 0;
        Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAX));
        while (next.isPresent()) {
          Page<DeadLetter> page = list.handle(new ListDeadLetters.Query(next.get()));
          for (DeadLetter letter : page.items()) {
            out.printf(
                "%s  %s  %-16s %s  %s%n",
                letter.id(),
                letter.lastFailedAt(),
                letter.group(),
                letter.type(),
                firstLine(letter.cause()));
            count++;
          }
          next = page.next().map(cursor -> new PageRequest(PageRequest.MAX, Optional.of(cursor)));
        }
        out.println(count == 0 ? "There are none." : count + " in all");
      }
      return Main.OK;
    }

    private static String firstLine(String cause) {
      return cause.lines().findFirst().orElse("");
    }
  }

  /** {@code stoa dead-letters show}. */
  @Command(
      name = "show",
      description = "Shows one with its data and cause.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private final ShopOptions shop = new ShopOptions();

    @Parameters(paramLabel = "ID", description = "As `list` prints it.")
    private UUID id = NONE;

    @Spec private CommandSpec spec;

    Show() {}

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      ShopConfig config = shop.read(Map.of());
      try (Shop opened = ServeCommand.openToWork(config, "dead-letters show")) {
        DeadLetter letter =
            opened
                .get(InspectDeadLetter.class)
                .handle(new InspectDeadLetter.Query(id))
                .orElseThrow(() -> new Refused("There is no dead letter " + id + "."));
        out.println("group    " + letter.group());
        out.println("event    " + letter.eventId() + " at position " + letter.position());
        out.println("type     " + letter.type());
        out.println("subject  " + letter.subject());
        out.println("attempts " + letter.attempts());
        out.println("failed   " + letter.firstFailedAt() + " to " + letter.lastFailedAt());
        out.println("data     " + letter.data());
        out.println(letter.cause());
      }
      return Main.OK;
    }
  }

  /** {@code stoa dead-letters replay}. */
  @Command(
      name = "replay",
      description = "Hands one to its reaction again; what succeeds is off the list.",
      mixinStandardHelpOptions = true)
  static final class Replay implements Callable<Integer> {
    @Mixin private final ShopOptions shop = new ShopOptions();

    @Parameters(paramLabel = "ID", description = "As `list` prints it.")
    private UUID id = NONE;

    @Spec private CommandSpec spec;

    Replay() {}

    @Override
    public Integer call() throws InterruptedException {
      PrintWriter out = spec.commandLine().getOut();
      ShopConfig config = shop.read(Map.of());
      try (Shop opened = ServeCommand.openToWork(config, "dead-letters replay")) {
        opened.react();
        ReplayDeadLetter.Result result =
            opened.get(ReplayDeadLetter.class).handle(new ReplayDeadLetter.Command(id));
        opened.settled();
        return switch (result) {
          case ReplayDeadLetter.Result.Replayed replayed -> {
            out.println("Replayed.");
            yield Main.OK;
          }
          case ReplayDeadLetter.Result.FailedAgain failed -> {
            spec.commandLine().getErr().println("It failed again:");
            spec.commandLine().getErr().println(failed.letter().cause());
            yield Main.FAILED;
          }
          case ReplayDeadLetter.Result.NotFound none ->
              throw new Refused("There is no dead letter " + id + ".");
        };
      }
    }
  }
}
