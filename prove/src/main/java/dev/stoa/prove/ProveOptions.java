package dev.stoa.prove;

/**
 * What is to be tried.
 *
 * @param histories how many, of the seeds that follow the first one; 1 or more
 * @param seed the first seed; the same seed is the same history, byte for byte
 * @param purchases how many purchases a history has; 1 to 100
 * @param threads how many histories are under way at once; 1 to 256
 */
record ProveOptions(long histories, long seed, int purchases, int threads) {
  /** How many purchases a history has when nothing is said. */
  static final int PURCHASES = 10;

  ProveOptions {
    require(histories >= 1, "1 history or more", histories);
    require(purchases >= 1 && purchases <= 100, "1 to 100 purchases", purchases);
    require(threads >= 1 && threads <= 256, "1 to 256 threads", threads);
    require(seed <= Long.MAX_VALUE - histories, "a seed that others can follow", seed);
  }

  private static void require(boolean holds, String expected, long was) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected + ", but was " + was);
    }
  }

  /** So many histories from that seed, each of {@value #PURCHASES} purchases, on all cores. */
  static ProveOptions of(long histories, long seed) {
    return new ProveOptions(histories, seed, PURCHASES, Runtime.getRuntime().availableProcessors());
  }
}
