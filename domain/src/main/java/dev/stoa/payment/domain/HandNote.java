package dev.stoa.payment.domain;

import dev.stoa.shared.domain.UserId;
import java.time.Instant;

/**
 * What a person says who settled a payment outside the shop.
 *
 * @param text what was done, 1 to 200 characters
 */
public record HandNote(String text, UserId by, Instant at) {
  /** The longest text. */
  public static final int LONGEST = 200;

  public HandNote {
    text = text.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "expected a note of 1 to %d characters, but it has %d".formatted(LONGEST, text.length()));
    }
  }
}
