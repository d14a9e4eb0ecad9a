package dev.stoa.identity.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The passwords that whoever guesses tries first; capitals make no difference. */
final class CommonPasswords {
  private static final Set<String> LIST = read();

  private CommonPasswords() {}

  static boolean contains(String password) {
    String lower = password.toLowerCase(Locale.ROOT);
    return LIST.contains(lower) || isRepeated(lower) || isRun(lower);
  }

  /** Whether it is a pattern of at most four characters over and over. */
  private static boolean isRepeated(String text) {
    for (int period = 1; period <= 4; period++) {
      if (text.regionMatches(period, text, 0, text.length() - period)) {
        return true;
      }
    }
    return false;
  }

  /** Whether each character follows the one before in the alphabet, up or down. */
  private static boolean isRun(String text) {
    int step = text.charAt(1) - text.charAt(0);
    if (Math.abs(step) != 1) {
      return false;
    }
    for (int i = 2; i < text.length(); i++) {
      // After 9 comes 0 on a keyboard.
      int expected = text.charAt(i - 1) + step;
      boolean wraps = step == 1 && text.charAt(i - 1) == '9' && text.charAt(i) == '0';
      if (text.charAt(i) != expected && !wraps) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> read() {
    try (InputStream in = CommonPasswords.class.getResourceAsStream("common-passwords.txt")) {
      if (in == null) {
        throw new IllegalStateException("common-passwords.txt is not on the class path");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
