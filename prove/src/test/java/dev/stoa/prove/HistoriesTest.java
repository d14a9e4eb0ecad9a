package dev.stoa.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Every promise is kept, on every history that is tried here. */
class HistoriesTest {
  private static final long HISTORIES = Long.getLong("stoa.prove.histories", 20_000);

  @Test
  void everyPromiseIsKept() throws Exception {
    StringWriter text = new StringWriter();
    boolean kept = Prove.run(ProveOptions.of(HISTORIES, 1), new PrintWriter(text));
    String report = text.toString();
    System.out.println(report);
    assertThat(kept).as(report).isTrue();
  }
}
