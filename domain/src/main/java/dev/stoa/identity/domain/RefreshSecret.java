package dev.stoa.identity.domain;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The secret part of a refresh token: 256 random bits in base64url, 43 characters. Only its hash is
 * kept. It never prints itself.
 */
public record RefreshSecret(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** How many bytes it is made of. */
  public static final int BYTES = 32;

  public RefreshSecret {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("expected 256 bits in base64url");
    }
  }

  /**
   * The secret of these random bytes.
   *
   * @param bytes exactly {@value #BYTES}
   */
  public static RefreshSecret of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "expected " + BYTES + " bytes, but there were " + bytes.length);
    }
    return new RefreshSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  @Override
  public String toString() {
    return "***";
  }
}
