package dev.stoa.bootstrap;

import dev.stoa.catalog.application.ImportProducts;
import dev.stoa.catalog.application.SearchContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stoa import}: products from Shopify's CSV. */
@Command(
    name = "import",
    description = {
      "Imports products from Shopify's product CSV. Good rows go in, bad ones are named with line",
      "and reason (exit code 3); running it again changes nothing.",
      "",
      "Without --url it works on the data folder of a shop that does not run; with --url on one",
      "that runs, as its administrator.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Mixin private final ShopOptions shop = new ShopOptions();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Product CSV files.")
  private List<Path> files = List.of();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A running shop, such as http://127.0.0.1:8080.")
  private @Nullable String url;

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      description = "Its administrator (STOA_EMAIL); the password comes from STOA_PASSWORD.")
  private @Nullable String email;

  @Spec private CommandSpec spec;

  ImportCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new Refused("The file " + file + " does not exist.");
      }
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new Refused("The file " + file + " cannot be read.");
      }
    }
    return url == null ? offline() : running(url);
  }

  private int offline() throws IOException {
    ShopConfig config = shop.read(Map.of());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    boolean allTaken = true;
    try (Shop opened = open(config)) {
      ImportProducts importProducts = opened.get(SearchContext.class).importProducts;
      for (Path file : files) {
        ImportProducts.Result result =
            importProducts.handle(
                Files.readAllBytes(file),
                progress -> {
                  if (progress.done() % 500 == 0 || progress.done() == progress.total()) {
                    err.printf("%s: %d of %d products%n", file, progress.done(), progress.total());
                  }
                });
        switch (result) {
          case ImportProducts.Result.Unreadable unreadable -> {
            err.println(file + ": " + unreadable.reason());
            allTaken = false;
          }
          case ImportProducts.Result.Imported imported -> {
            out.printf(
                "%s: %d created, %d updated, %d unchanged, %d refused%n",
                file,
                imported.created(),
                imported.updated(),
                imported.unchanged(),
                imported.refused().size());
            imported.refused().forEach(line -> err.println(file + ": " + line));
            allTaken &= imported.refused().isEmpty();
          }
        }
      }
    }
    return allTaken ? Main.OK : Main.REFUSED;
  }

  private Shop open(ShopConfig config) {
    try {
      return Shop.open(config);
    } catch (DataFolder.InUse e) {
      String names = String.join(" ", files.stream().map(Path::toString).toList());
      throw new Refused(
          e.url()
              .map(at ->
                  e.getMessage()
                      + ". Import into it: STOA_PASSWORD=... stoa import --url "
                      + at
                      + " --email admin@example.com "
                      + names)
              .orElse(e.getMessage() + ". Try again when that is done."));
    }
  }

  private int running(String shopUrl) throws IOException, InterruptedException {
    String password = System.getenv("STOA_PASSWORD");
    String address = email == null ? System.getenv("STOA_EMAIL") : email;
    if (password == null || address == null) {
      throw new ParameterException(
          spec.commandLine(),
          "A running shop needs its administrator: --email, and the variable STOA_PASSWORD.");
    }
    try (ShopClient client = ShopClient.logIn(shopUrl, address, password)) {
      PrintWriter out = spec.commandLine().getOut();
      boolean allTaken = true;
      for (Path file : files) {
        spec.commandLine().getErr().println(file + ": sending");
        ShopClient.Answer answer = client.importProducts(file);
        out.println(file + ": " + answer.body());
        allTaken &= answer.status() == 200 && answer.body().contains("\"refused\":[]");
      }
      return allTaken ? Main.OK : Main.REFUSED;
    }
  }
}
