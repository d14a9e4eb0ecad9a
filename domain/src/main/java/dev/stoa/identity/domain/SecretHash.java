package dev.stoa.identity.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a {@link RefreshSecret}, in 64 lower-case hexadecimal digits. A fast hash is
 * enough where the secret is 256 random bits: there is nothing to guess.
 */
public record SecretHash(String hex) {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  public SecretHash {
    if (!DIGITS.matcher(hex).matches()) {
      throw new IllegalArgumentException("expected 64 lower-case hexadecimal digits");
    }
  }

  /** The hash of a secret. */
  public static SecretHash of(RefreshSecret secret) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(secret.text().getBytes(StandardCharsets.US_ASCII));
      return new SecretHash(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether this is the secret's hash; takes the same time wherever they differ. */
  public boolean matches(RefreshSecret secret) {
    return MessageDigest.isEqual(
        hex.getBytes(StandardCharsets.US_ASCII),
        of(secret).hex.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "***";
  }
}
