package dev.stoa.shared.application;

/**
 * The client's name for one attempt at a command (the {@code Idempotency-Key} header): sent again
 * with the same body it gives the same result, with another body it is refused. 1 to 200 visible
 * ASCII characters.
 */
public record IdempotencyKey(String value) {
  public IdempotencyKey {
    if (value.isEmpty()
        || value.length() > 200
        || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "expected an idempotency key of 1 to 200 visible ASCII characters");
    }
  }
}
