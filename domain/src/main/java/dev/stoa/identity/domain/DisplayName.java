package dev.stoa.identity.domain;

/**
 * How a user wants to be called: 1 to 100 characters without surrounding white space or control
 * characters. No other rule, for people's names follow none.
 */
public record DisplayName(String value) {
  /** The most characters (code points) a name has. */
  public static final int MAX = 100;

  public DisplayName {
    value = value.strip();
    int length = value.codePointCount(0, value.length());
    if (length < 1 || length > MAX) {
      throw new IllegalArgumentException(
          "expected a name of 1 to " + MAX + " characters, but it has " + length);
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("expected a name without control characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
