package dev.stoa.shared.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a command's content, in 64 lower-case hexadecimal digits: tells a repeated command
 * from another one under the same idempotency key, without keeping its content.
 */
public record Fingerprint(String hex) {
  public Fingerprint {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "expected 64 lower-case hexadecimal digits, but was '" + hex + "'");
    }
  }

  /** The fingerprint of a text that says everything that counts about the command. */
  public static Fingerprint of(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return new Fingerprint(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
