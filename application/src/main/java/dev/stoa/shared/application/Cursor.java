package dev.stoa.shared.application;

/**
 * Where the next page begins. Opaque to clients; made and read by the adapter that lists. Stable:
 * what is added or removed meanwhile makes no item appear twice.
 */
public record Cursor(String token) {
  public Cursor {
    if (token.isEmpty() || token.length() > 2_048) {
      throw new InvalidCursor();
    }
  }
}
