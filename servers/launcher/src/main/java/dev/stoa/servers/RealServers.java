package dev.stoa.servers;

import java.util.Arrays;
import java.util.function.Supplier;
import org.opentest4j.TestAbortedException;

/** Says what happens to a test whose real server cannot start. */
public final class RealServers {
  private static final String VARIABLE = "STOA_REQUIRE_REAL";

  private RealServers() {}

  /**
   * Starts a server; where that fails, the test fails when the environment variable {@code
   * STOA_REQUIRE_REAL} names the server (a list with commas, or {@code all}), and is skipped
   * otherwise.
   */
  public static <T> T required(String name, Supplier<T> start) {
    try {
      return start.get();
    } catch (RuntimeException | LinkageError e) {
      if (isRequired(name)) {
        throw new IllegalStateException("the real " + name + " is required, but did not start", e);
      }
      throw new TestAbortedException("there is no real " + name + " here", e);
    }
  }

  private static boolean isRequired(String name) {
    String required = System.getenv().getOrDefault(VARIABLE, "");
    return Arrays.stream(required.split(","))
        .map(String::strip)
        .anyMatch(r -> r.equals(name) || r.equals("all"));
  }
}
