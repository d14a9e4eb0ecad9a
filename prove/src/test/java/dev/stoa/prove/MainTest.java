package dev.stoa.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** As {@code stoa prove} is called; the options are separated by blanks. */
  private int prove(String options) {
    return Main.commandLine(new Main())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(options.isEmpty() ? new String[0] : options.split(" "));
  }

  @Test
  void saysWhatWasTriedAndThatItHeld() {
    assertThat(prove("--histories 30 --seed 500 --purchases 3 --threads 2")).isZero();
    assertThat(out.toString())
        .contains("Trying 30 histories of 3 purchases, seeds 500 to 529, 2 at a time")
        .contains(Fault.GATEWAY_TWICE.text(), Promise.CHARGED_ONCE.wording())
        .contains("Every promise was kept.");
  }

  @Test
  void aPlantedDefectIsFoundAndExplained() {
    assertThat(prove("--plant Number_Before_Insert")).isEqualTo(1);
    assertThat(out.toString())
        .contains("BROKEN: " + Promise.NUMBERS_WITHOUT_GAP.wording())
        .containsPattern("--replay [0-9]+ --plant number-before-insert");
  }

  @Test
  void whatIsFoundCanBeReplayed() {
    prove("--plant number-before-insert");
    String seed = out.toString().replaceAll("(?s).*--replay ([0-9]+).*", "$1");
    out.getBuffer().setLength(0);
    assertThat(prove("--plant number-before-insert --replay " + seed)).isEqualTo(1);
    assertThat(out.toString()).contains("BROKEN: " + Promise.NUMBERS_WITHOUT_GAP.wording());
  }

  @Test
  void withoutTheDefectTheSameSeedIsSound() {
    assertThat(prove("--replay 27")).isZero();
    assertThat(out.toString()).contains("Seed 27, 10 purchases: ", "every promise was kept");
  }

  @Test
  void listsTheDefects() {
    assertThat(prove("--plant list")).isZero();
    assertThat(out.toString()).contains("number-before-insert\n", Promise.CHARGED_ONCE.wording());
  }

  @Test
  void explainsItself() {
    assertThat(prove("--help")).isZero();
    assertThat(out.toString())
        .contains("--histories", "--purchases", "--seed", "--replay", "--threads", "--plant");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @CsvSource({
    "--histories 0, expected 1 history or more",
    "--histories many, is not a long",
    "--purchases 101, expected 1 to 100 purchases",
    "--threads 0, expected 1 to 256 threads",
    "--seed 9223372036854775807, expected a seed that others can follow",
    "--replay 4 --seed 4, --replay runs one history",
    "--plant nothing-such, There is no defect nothing-such",
    "--bogus, Unknown option"
  })
  void refusesWhatCannotBeTriedInASentence(String options, String sentence) {
    assertThat(prove(options)).isEqualTo(2);
    assertThat(err.toString().lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line).contains(sentence.strip()));
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(out.toString()).isEmpty();
  }
}
