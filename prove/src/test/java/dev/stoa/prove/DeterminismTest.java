package dev.stoa.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One seed is one exact history. */
class DeterminismTest {
  private static String trace(long seed) {
    StringWriter text = new StringWriter();
    Prove.replay(seed, 10, null, new PrintWriter(text));
    return text.toString();
  }

  /** Run in a JVM of its own: prints the trace of the seed. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      for (String seed : arguments) {
        out.print(trace(Long.parseLong(seed)));
      }
    }
  }

  @Test
  void aSeedIsTheSameHistoryByteForByteAlsoWhenManyRunAtOnce() throws Exception {
    List<String> alone = new ArrayList<>();
    for (long seed = 100; seed < 112; seed++) {
      alone.add(trace(seed));
    }
    List<Future<String>> together = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long seed = 100; seed < 112; seed++) {
        long mine = seed;
        together.add(threads.submit(() -> trace(mine)));
      }
    }
    for (int i = 0; i < alone.size(); i++) {
      assertThat(together.get(i).get()).isEqualTo(alone.get(i)).hasSizeGreaterThan(10_000);
    }
  }

  @Test
  void aSeedIsTheSameHistoryInAnotherJvm() throws Exception {
    Process child =
        new ProcessBuilder(
                new File(System.getProperty("java.home"), "bin/java").getPath(),
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                "100",
                "101",
                "102")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String there;
    try (InputStream output = child.getInputStream()) {
      there = new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(child.waitFor()).isZero();
    assertThat(there).isEqualTo(trace(100) + trace(101) + trace(102));
  }

  @Test
  void aTracedHistoryIsTheSameAsAnUntracedOne() {
    for (long seed = 1; seed <= 50; seed++) {
      History.Outcome traced = new History(seed, 10, Mask.NONE, new Parts(), Trace.full()).run();
      History.Outcome untraced = new History(seed, 10, Mask.NONE, new Parts(), Trace.none()).run();
      assertThat(traced.digest()).isEqualTo(untraced.digest());
      assertThat(traced.steps()).isEqualTo(untraced.steps());
    }
  }
}
