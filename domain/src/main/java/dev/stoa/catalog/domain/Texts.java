package dev.stoa.catalog.domain;

/** The law of the texts that a merchant writes. */
final class Texts {
  private Texts() {}

  /** One line of 1 to {@code max} characters, without spaces at its ends. */
  static String line(String what, int max, String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()
        || stripped.length() > max
        || stripped.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidPart(
          what,
          "expected %s to be 1 to %d characters on one line, but was '%s'"
              .formatted(what, max, shortened(text)));
    }
    return stripped;
  }

  /** At most {@code max} characters of any number of lines. */
  static String text(String what, int max, String text) {
    String stripped = text.strip();
    if (stripped.length() > max
        || stripped.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw new InvalidPart(
          what,
          "expected %s to be at most %d characters of plain text, but was '%s'"
              .formatted(what, max, shortened(text)));
    }
    return stripped;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
