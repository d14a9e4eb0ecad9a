package dev.stoa.shared.application;

import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param limit at most so many items: 1 to 100
 * @param after the cursor that the page before gave; empty for the first page
 */
public record PageRequest(int limit, Optional<Cursor> after) {
  /** The most that one page holds. */
  public static final int MAX = 100;

  /** What a page holds when nothing is said. */
  public static final int DEFAULT = 20;

  public PageRequest {
    if (limit < 1 || limit > MAX) {
      throw new IllegalArgumentException("expected a limit of 1 to " + MAX + ", but was " + limit);
    }
  }

  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }
}
