package dev.stoa.prove;

import java.util.List;

/**
 * Dice of one purpose (SplitMix64). Each purpose has its own, so that what one purpose asks for
 * more or less often does not change what another one gets.
 */
final class Chance {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Chance(long seed, String purpose) {
    state = mix(seed * GOLDEN + purpose.hashCode());
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** 0 to {@code bound} - 1. */
  int below(int bound) {
    return (int) Math.unsignedMultiplyHigh(next(), bound);
  }

  /** From {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  boolean percent(int likelihood) {
    return below(100) < likelihood;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** Scrambles the bits of a number. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
