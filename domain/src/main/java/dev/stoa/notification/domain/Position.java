package dev.stoa.notification.domain;

/**
 * A place in the feed of one user: whoever names it is told what follows it. Its text means nothing
 * to anybody but the store that gave it; two places cannot be compared.
 *
 * @param token 1 to 64 letters, digits, hyphens, underscores or dots
 */
public record Position(String token) {
  private static final int LONGEST = 64;

  public Position {
    if (token.isEmpty()
        || token.length() > LONGEST
        || !token.chars().allMatch(Position::isOfToken)) {
      throw new IllegalArgumentException(
          "expected a position of 1 to 64 letters, digits, '-', '_' or '.'");
    }
  }

  @Override
  public String toString() {
    return token;
  }

  private static boolean isOfToken(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
