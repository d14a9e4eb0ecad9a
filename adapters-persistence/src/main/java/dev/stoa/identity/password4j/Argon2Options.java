package dev.stoa.identity.password4j;

/**
 * What a password comparison costs and how many there are at once.
 *
 * @param memoryKib memory of one comparison, in KiB
 * @param iterations passes over that memory
 * @param parallelism lanes of one comparison
 * @param atOnce so many run at the same time: they need {@code atOnce * memoryKib}
 * @param waiting so many more wait for their turn; the next is refused
 */
public record Argon2Options(
    int memoryKib, int iterations, int parallelism, int atOnce, int waiting) {
  public Argon2Options {
    requirePositive("memoryKib", memoryKib);
    requirePositive("iterations", iterations);
    requirePositive("parallelism", parallelism);
    requirePositive("atOnce", atOnce);
    requirePositive("waiting", waiting);
  }

  /**
   * OWASP's setting (Password Storage Cheat Sheet: m=19456, t=2, p=1), as many at once as there are
   * processors but not more than four, so that they take 76 MiB at most.
   */
  public static Argon2Options owasp() {
    return new Argon2Options(
        19_456, 2, 1, Math.min(4, Runtime.getRuntime().availableProcessors()), 200);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("expected " + name + " above 0, but it was " + value);
    }
  }
}
