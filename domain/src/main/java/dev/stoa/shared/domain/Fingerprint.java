package dev.stoa.shared.domain;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a command's content, in 64 lower-case hexadecimal digits: tells a repeated command
 * from another one under the same idempotency key, without keeping its content.
 */
public record Fingerprint(String hex) {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  public Fingerprint {
    if (!DIGITS.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "expected 64 lower-case hexadecimal digits, but was '" + hex + "'");
    }
  }

  /** The fingerprint of a text that says everything that counts about the command. */
  public static Fingerprint of(String content) {
    byte[] hash = Sha256.fresh().digest(content.getBytes(StandardCharsets.UTF_8));
    return new Fingerprint(HexFormat.of().formatHex(hash));
  }
}
