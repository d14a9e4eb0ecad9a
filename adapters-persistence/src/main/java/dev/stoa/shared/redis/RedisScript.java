package dev.stoa.shared.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script: what it does happens as one, and alone. It may touch only the keys it is given, and
 * these must share one hash tag, so that Redis Cluster can run it.
 */
public final class RedisScript {
  private final String text;
  private final String sha;

  public RedisScript(String text) {
    this.text = text;
    try {
      this.sha =
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1, which names scripts in Redis", e);
    }
  }

  String text() {
    return text;
  }

  String sha() {
    return sha;
  }
}
