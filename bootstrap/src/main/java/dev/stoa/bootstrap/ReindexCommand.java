package dev.stoa.bootstrap;

import dev.stoa.catalog.application.RebuildSearchIndex;
import dev.stoa.catalog.application.SearchContext;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stoa reindex}: the search index anew from the catalogue. */
@Command(
    name = "reindex",
    description = {
      "Fills a new search index from the catalogue. With Elasticsearch the shop may run: the old",
      "index is searched and kept up to date until the new one takes its place, all at once. With",
      "Lucene, whose index is in the data folder, the shop must not run.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ReindexCommand implements Callable<Integer> {
  private static final int PRINTED_EVERY = 1_000;

  @Mixin private final ShopOptions shop = new ShopOptions();
  @Spec private CommandSpec spec;

  ReindexCommand() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    ShopConfig config = shop.read(Map.of()).narrowed(Service.CATALOG);
    try (Shop opened = ServeCommand.openToWork(config, "reindex")) {
      RebuildSearchIndex.Result done =
          opened
              .get(SearchContext.class)
              .rebuildSearchIndex
              .anew(copied -> {
                if (copied % PRINTED_EVERY == 0 && copied > 0) {
                  err.println(copied + " products so far");
                  err.flush();
                }
              });
      spec.commandLine().getOut().println(done.compared() + " products are in the search index.");
      return Main.OK;
    }
  }
}
