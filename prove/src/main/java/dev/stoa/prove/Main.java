package dev.stoa.prove;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stoa prove}: nothing lost, nothing twice, and anyone can check it. */
@Command(
    name = "stoa prove",
    description = {
      "Tries what makes shops lose money: the real domain, use cases and reactions",
      "under one seeded scheduler, with killed processes, lost answers, repeated and",
      "late events, and a gateway that answers twice, late or not at all. Checks",
      "every promise of docs/promises.md on every history, and shrinks the first one",
      "that breaks a promise to a short trace.",
      ""
    },
    footer = {
      "",
      "See it find something:  stoa prove --plant list",
      "                        stoa prove --plant idempotency-key-dropped",
      "",
      "Exit codes: 0 every promise was kept, 1 one was broken, 2 wrong usage."
    })
public final class Main implements Callable<Integer> {
  private static final int KEPT = 0;
  private static final int BROKEN = 1;
  private static final int USAGE = 2;
  private static final long HISTORIES = 10_000;

  @Option(
      names = "--histories",
      paramLabel = "N",
      description = "So many histories (10000, about a minute on two cores).")
  private @Nullable Long histories;

  @Option(
      names = "--purchases",
      paramLabel = "N",
      description = "So many purchases in each, 1 to 100 (10).")
  private int purchases = ProveOptions.PURCHASES;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of the first history (1); others follow.")
  private @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "So many histories at a time (one for each core).")
  private @Nullable Integer threads;

  @Option(
      names = "--replay",
      paramLabel = "SEED",
      description = "Run that history only, and print each step of it.")
  private @Nullable Long replay;

  @Option(
      names = "--plant",
      paramLabel = "DEFECT",
      description = {
        "Break the shop first, and see it found: one of the",
        "defects of docs/promises.md; 'list' shows them."
      })
  private @Nullable String plant;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Spec private CommandSpec spec;

  private final List<Plant> plants;

  /** With the defects that are on the class path. */
  Main() {
    this(
        ServiceLoader.load(Plant.Source.class).stream()
            .flatMap(source -> source.get().all().stream())
            .toList());
  }

  Main(List<Plant> plants) {
    this.plants = List.copyOf(plants);
  }

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = commandLine(new Main()).setOut(out).setErr(err).execute(arguments);
    out.flush();
    System.exit(code);
  }

  /** Says what is wrong in one sentence, without a page of usage after it. */
  static CommandLine commandLine(Main main) {
    CommandLine line = new CommandLine(main);
    line.setParameterExceptionHandler((wrong, arguments) -> {
      PrintWriter err = wrong.getCommandLine().getErr();
      err.println(wrong.getMessage());
      err.println("See: stoa prove --help");
      err.flush();
      return USAGE;
    });
    return line;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      return run(out) ? KEPT : BROKEN;
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          spec.commandLine(), "This cannot be tried: " + wrong.getMessage() + ".", wrong);
    } finally {
      out.flush();
    }
  }

  private boolean run(PrintWriter out) throws InterruptedException {
    if (plant != null && plant.equals("list")) {
      list(out);
      return true;
    }
    Plant planted = plant == null ? null : planted(plant);
    if (replay != null) {
      if (histories != null || seed != null || threads != null) {
        throw usage("--replay runs one history: leave out --histories, --seed and --threads.");
      }
      ProveOptions one = new ProveOptions(1, replay, purchases, 1);
      return Prove.replay(one.seed(), one.purchases(), planted, out);
    }
    long number = planted == null ? HISTORIES : planted.budget();
    ProveOptions options =
        new ProveOptions(
            histories == null ? number : histories,
            seed == null ? 1 : seed,
            purchases,
            threads == null ? Runtime.getRuntime().availableProcessors() : threads);
    return planted == null ? Prove.run(options, out) : Prove.run(options, planted, out);
  }

  private void list(PrintWriter out) {
    for (Plant one : plants) {
      out.printf("%s%n  %s%n  breaks: %s%n", one.name(), one.text(), one.breaks().wording());
    }
    if (plants.isEmpty()) {
      out.println("The defects are test code, and none of it is on the class path.");
    }
  }

  private Plant planted(String name) {
    Plant known = Plant.named(name, plants);
    if (known == null) {
      throw usage("There is no defect " + name + "; --plant list shows those there are.");
    }
    return known;
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
