package dev.stoa.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/promises.md} says what the code says. */
class PromisesDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "promises.md");

  /** The lines of a section that begin so. */
  private static List<String> lines(String section, String beginning) throws IOException {
    List<String> all = Files.readAllLines(DOCUMENT);
    int from = all.indexOf("## " + section);
    assertThat(from).as(section).isNotNegative();
    return all.subList(from + 1, all.size()).stream()
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith(beginning))
        .toList();
  }

  /** The first so many cells of each row of a section's table. */
  private static List<List<String>> rows(String section, int cells) throws IOException {
    return lines(section, "| `").stream()
        .map(
            row -> Arrays.stream(row.split("\\|")).skip(1).limit(cells).map(String::strip).toList())
        .toList();
  }

  @Test
  void namesEveryPromiseInItsExactWords() throws IOException {
    assertThat(rows("What is promised", 2))
        .isEqualTo(
            Arrays.stream(Promise.values())
                .map(promise -> List.of("`" + promise.slug() + "`", promise.wording()))
                .toList());
  }

  @Test
  void namesEveryFault() throws IOException {
    assertThat(lines("What goes wrong", "- "))
        .isEqualTo(Arrays.stream(Fault.values()).map(fault -> "- " + fault.text()).toList());
  }

  @Test
  void namesEveryPlantedDefectWithItsPromiseAndItsBudget() throws IOException {
    assertThat(rows("The planted defects", 4))
        .isEqualTo(
            Defects.chosen().stream()
                .map(plant ->
                    List.of(
                        "`" + plant.name() + "`",
                        plant.text(),
                        "`" + plant.breaks().slug() + "`",
                        "" + plant.budget()))
                .toList());
  }

  @Test
  void namesEachAlterationAndPlaceOfTheGeneratedOnes() throws IOException {
    assertThat(lines("The generated defects", "- "))
        .isEqualTo(
            Stream.concat(
                    Arrays.stream(Altered.values()).map(one -> "- " + one.text()),
                    Arrays.stream(GeneratedDefects.Place.values()).map(one -> "- " + one.text()))
                .toList());
    assertThat(Files.readString(DOCUMENT))
        .contains(
            "%d defects, %d of them chosen and %d generated"
                .formatted(
                    new Defects().all().size(),
                    Defects.chosen().size(),
                    GeneratedDefects.all().size()));
  }

  @Test
  void everyPromiseIsBrokenBySomeDefect() {
    assertThat(new Defects().all()).extracting(Plant::breaks).contains(Promise.values());
  }
}
