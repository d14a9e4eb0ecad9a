package dev.stoa.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stoa books}: compares the books of a shop that does not run. */
@Command(
    name = "books",
    description = {
      "Lays charges, payments, orders, invoices and stock side by side and says what contradicts",
      "(exit code 1). It works on the data folder of a shop that does not run and first ends the",
      "purchases that are under way; of a running one, GET /api/admin/books tells the same.",
      ""
    },
    mixinStandardHelpOptions = true)
final class BooksCommand implements Callable<Integer> {
  @Mixin private final ShopOptions shop = new ShopOptions();

  @Option(names = "--json", description = "Print the whole report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  BooksCommand() {}

  @Override
  public Integer call() throws JsonProcessingException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ShopConfig config = shop.read(Map.of());
    try (Shop opened = ServeCommand.openToWork(config, "books")) {
      opened.react();
      Books.Report report = opened.settled();
      if (json) {
        ObjectWriter writer =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writer();
        out.println(writer.writeValueAsString(report));
      } else {
        print(out, report);
      }
      return report.balanced() ? Main.OK : Main.FAILED;
    }
  }

  private static void print(PrintWriter out, Books.Report report) {
    Books.CheckoutFigures checkouts = report.checkouts();
    out.printf(
        "Checkouts   %d completed, %d refused, %d declined, %d refunded, %d under way%n",
        checkouts.completed(),
        checkouts.refused(),
        checkouts.declined(),
        checkouts.refunded(),
        checkouts.pending());
    line(out, "Charged", report.gateway().charges());
    line(out, "Given back", report.gateway().refunds());
    report.payments().forEach((state, figure) -> line(out, "Payments", state, figure));
    line(out, "Orders", "placed", report.orders().placed());
    line(out, "Orders", "cancelled", report.orders().cancelled());
    report
        .invoices()
        .forEach(series ->
            out.printf(
                "%-11s %d, numbers %d to %d, %d missing %s%n",
                series.series(),
                series.count(),
                series.first(),
                series.last(),
                series.gaps(),
                series.sums()));
    out.printf(
        "Stock       %d SKUs, %d on hand, %d held, %d sold%n",
        report.stock().skus(),
        report.stock().onHand(),
        report.stock().held(),
        report.stock().sold());
    if (report.deadLetters() > 0) {
      out.printf("%d events could not be handled: stoa dead-letters list%n", report.deadLetters());
    }
    report.violations().forEach(violation -> out.println("WRONG: " + violation));
    if (report.balanced()) {
      out.println(
          report.settled()
              ? "The books agree."
              : "Nothing contradicts so far; purchases are still under way.");
    }
  }

  private static void line(PrintWriter out, String what, Books.Figure figure) {
    out.printf("%-11s %d %s%n", what, figure.count(), figure.sums());
  }

  private static void line(PrintWriter out, String what, String state, Books.Figure figure) {
    out.printf("%-11s %d %s %s%n", what, figure.count(), state, figure.sums());
  }
}
