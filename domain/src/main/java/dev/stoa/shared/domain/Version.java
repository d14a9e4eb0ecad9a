package dev.stoa.shared.domain;

/**
 * How often an aggregate has been saved. A new aggregate has version 0; each save raises it by one.
 * A save is accepted only from the version it was loaded at (optimistic concurrency).
 */
public record Version(long value) implements Comparable<Version> {
  /** The version of an aggregate that was never saved. */
  public static final Version NEW = new Version(0);

  public Version {
    if (value < 0) {
      throw new IllegalArgumentException("a version is not negative, but was " + value);
    }
  }

  /** The version that the next save makes. */
  public Version next() {
    return new Version(value + 1);
  }

  @Override
  public int compareTo(Version other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
