package dev.stoa.identity.domain;

import java.text.Normalizer;

/**
 * A password that a user may choose, by NIST SP 800-63B: 8 to 128 characters of any kind, no rule
 * about their mixture, but none of the passwords that are tried first: blank ones, the most common
 * ones, one repeated pattern ({@code abababab}), one run ({@code 12345678}). Kept in Unicode's
 * composed form (NFC), so that two keyboards type the same one. It never prints itself.
 */
public record Password(String text) {
  /** The fewest characters (code points). */
  public static final int MIN = 8;

  /** The most characters (code points). */
  public static final int MAX = 128;

  public Password {
    text = Normalizer.normalize(text, Normalizer.Form.NFC);
    int length = text.codePointCount(0, text.length());
    if (length < MIN || length > MAX) {
      throw new IllegalArgumentException(
          "expected a password of %d to %d characters, but it has %d".formatted(MIN, MAX, length));
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("expected a password that is not blank");
    }
    if (CommonPasswords.contains(text)) {
      throw new IllegalArgumentException(
          "expected a password that is harder to guess; this one is among the first to be tried");
    }
  }

  /** The same characters as somebody would type them to log in. */
  public PasswordAttempt attempt() {
    return new PasswordAttempt(text);
  }

  @Override
  public String toString() {
    return "***";
  }
}
