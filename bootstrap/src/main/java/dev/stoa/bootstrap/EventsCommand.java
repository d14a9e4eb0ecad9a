package dev.stoa.bootstrap;

import dev.stoa.shared.application.port.EventReplay;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stoa events}: the stream of events and who reads it. */
@Command(
    name = "events",
    description = {
      "Shows which groups of reactions read the stream of events and how far they are behind, and",
      "sets them back so that kept events reach them again.",
      ""
    },
    subcommands = {EventsCommand.Groups.class, EventsCommand.Replay.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  EventsCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return Main.USAGE;
  }

  /** {@code stoa events groups}. */
  @Command(
      name = "groups",
      description = {
        "Lists the groups of the services, how many events wait for each, and whether a process",
        "reads for it. Over Kafka the shop may run meanwhile.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Groups implements Callable<Integer> {
    @Mixin private final ShopOptions shop = new ShopOptions();
    @Spec private CommandSpec spec;

    Groups() {}

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      ShopConfig config = shop.read(Map.of());
      try (Shop opened = ServeCommand.open(config, "events groups")) {
        for (EventReplay.Group group : opened.get(EventReplay.class).groups()) {
          out.printf(
              "%-20s %8d waiting%s%n",
              group.name(), group.waiting(), group.read() ? "  read by a process" : "");
        }
      }
      return Main.OK;
    }
  }

  /** {@code stoa events replay}. */
  @Command(
      name = "replay",
      description = {
        "Sets groups back to the oldest event that is kept, or to a time: when the shop starts,",
        "they read everything from there once more. Reactions take that without harm; it repairs",
        "what was lost with a store that had to be restored.",
        "",
        "Groups that a running process reads for are refused: end those services first. A process",
        "that was killed counts as running for some more seconds.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Replay implements Callable<Integer> {
    @Mixin private final ShopOptions shop = new ShopOptions();

    @Option(
        names = "--group",
        split = ",",
        paramLabel = "NAMES",
        description = "The groups to set back, as `stoa events groups` lists them.")
    private Set<String> groups = new TreeSet<>();

    @Option(names = "--all", description = "All groups of the services.")
    private boolean all;

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "Only what was published since, such as 2026-11-23T12:00:00Z.")
    private @Nullable String from;

    @Spec private CommandSpec spec;

    Replay() {}

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      if (groups.isEmpty() != all) {
        throw new ParameterException(spec.commandLine(), "Say either --group NAMES or --all.");
      }
      Instant since = since();
      ShopConfig config = shop.read(Map.of());
      try (Shop opened = ServeCommand.open(config, "events replay")) {
        EventReplay replay = opened.get(EventReplay.class);
        Set<String> known =
            replay.groups().stream()
                .map(EventReplay.Group::name)
                .collect(Collectors.toCollection(TreeSet::new));
        switch (replay.replay(all ? known : groups, since)) {
          case EventReplay.Result.Replayed replayed ->
              replayed
                  .events()
                  .forEach(
                      (group, events) -> out.printf("%-20s %8d events again%n", group, events));
          case EventReplay.Result.StillRead still ->
              throw new Refused(
                  "Processes read for "
                      + String.join(", ", still.groups())
                      + ": end them first. Nothing was set back.");
          case EventReplay.Result.UnknownGroups unknown ->
              throw new Refused(
                  "No group of these services is called "
                      + String.join(" or ", unknown.groups())
                      + "; there are "
                      + String.join(", ", known)
                      + ".");
        }
      }
      return Main.OK;
    }

    private Instant since() {
      try {
        return from == null ? Instant.EPOCH : Instant.parse(from);
      } catch (DateTimeParseException e) {
        throw new ParameterException(
            spec.commandLine(),
            "expected --from as a time such as 2026-11-23T12:00:00Z, but was '" + from + "'",
            e);
      }
    }
  }
}
