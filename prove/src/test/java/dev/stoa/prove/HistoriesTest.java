package dev.stoa.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every promise is kept, on every history that is tried here. */
class HistoriesTest {
  private static final long HISTORIES = Long.getLong("stoa.prove.histories", 20_000);

  /** Seeds that found something once; each stays here with what it was. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        // A reader was made to read again so often that its history never came to rest.
        96_063
      })
  void whatWasFoundOnceIsMended(long seed) {
    StringWriter text = new StringWriter();
    assertThat(Prove.replay(seed, ProveOptions.PURCHASES, null, new PrintWriter(text))).isTrue();
  }

  @Test
  void everyPromiseIsKept() throws Exception {
    StringWriter text = new StringWriter();
    boolean kept = Prove.run(ProveOptions.of(HISTORIES, 1), new PrintWriter(text));
    String report = text.toString();
    System.out.println(report);
    assertThat(kept).as(report).isTrue();
  }
}
