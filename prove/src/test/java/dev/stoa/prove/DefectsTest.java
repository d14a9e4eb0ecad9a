package dev.stoa.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The proof that the proof works: each defect is caught, and by the promise that it breaks. */
class DefectsTest {
  private static String report(Plant plant, long seed) throws InterruptedException {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    ProveOptions options = ProveOptions.of(plant.budget(), seed);
    assertThat(Prove.run(options, plant, out)).as(plant.name()).isFalse();
    return text.toString();
  }

  /** What stands below the tables: no figure in it depends on the machine. */
  private static String explanation(String report) {
    return report.substring(report.indexOf("\nSeed "));
  }

  @ParameterizedTest
  @EnumSource(Defect.class)
  void isCaughtWithinItsBudgetByThePromiseItBreaks(Defect defect) throws Exception {
    Plant plant = defect.plant();
    String report = report(plant, 1);
    assertThat(report)
        .contains("\nBROKEN: " + plant.breaks().wording() + "\n")
        .contains("--plant " + plant.name());
    System.out.println(
        plant.name() + ": " + report.lines().filter(line -> line.startsWith("S")).toList());
  }

  /** All others: found by the promise that they break; their reports are like those above. */
  static Stream<Plant> others() {
    Set<String> shown = Arrays.stream(Defect.values()).map(Plant::slug).collect(Collectors.toSet());
    return new Defects().all().stream().filter(plant -> !shown.contains(plant.name()));
  }

  /** Goods that are held are lost at times, before the payment and after it. */
  @Test
  void somePurchasesLoseTheirGoods() throws Exception {
    Campaign campaign = new Campaign(ProveOptions.of(200, 1), Parts::new, null);
    campaign.run(() -> {});
    assertThat(campaign.checkouts()).containsKeys("Completed", "Refunded", "Declined");
  }

  @ParameterizedTest
  @MethodSource("others")
  void isFoundWithinItsBudgetByThePromiseItBreaks(Plant plant) throws Exception {
    Campaign campaign =
        new Campaign(ProveOptions.of(plant.budget(), 1), plant.parts(), plant.breaks());
    campaign.run(() -> {});
    assertThat(campaign.firstFailure()).as(plant.name()).isNotNull();
  }

  @Test
  void everyDefectHasANameOfItsOwn() {
    assertThat(new Defects().all()).extracting(Plant::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(
      value = Defect.class,
      names = {"TIMEOUT_TAKEN_FOR_NO", "CLEARED_BEFORE_PUBLISHING", "NUMBER_BEFORE_INSERT"})
  void isExplainedByAShortTraceByteForByteTheSame(Defect defect) throws Exception {
    String first = explanation(report(defect.plant(), 1));
    // Who did it; where buyers are not needed, an administrator does.
    assertThat(first).containsAnyOf("buyer-", "admin-");
    assertThat(first.lines().count()).isLessThan(200);
    assertThat(explanation(report(defect.plant(), 1))).isEqualTo(first);
  }

  @Test
  void aSoundShopIsNotBlamed() throws Exception {
    StringWriter text = new StringWriter();
    assertThat(Prove.run(ProveOptions.of(200, 1), new PrintWriter(text))).isTrue();
    assertThat(text.toString()).contains("Every promise was kept.");
  }
}
