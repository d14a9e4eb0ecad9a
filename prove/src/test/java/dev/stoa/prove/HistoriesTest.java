package dev.stoa.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Every promise is kept, on every history that is tried here. */
class HistoriesTest {
  private static final long HISTORIES = Long.getLong("stoa.prove.histories", 3_000);

  @Test
  void everyPromiseIsKept() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    boolean kept = Prove.run(ProveOptions.of(HISTORIES, 1), out);
    String report = bytes.toString(StandardCharsets.UTF_8);
    System.out.println(report);
    assertThat(kept).as(report).isTrue();
  }
}
