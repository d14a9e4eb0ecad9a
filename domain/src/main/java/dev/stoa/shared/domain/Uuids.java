package dev.stoa.shared.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/** Ids that follow from what caused them, and the strict reading of ids. */
public final class Uuids {
  private Uuids() {}

  /**
   * A UUID of version 8 (RFC 9562, section 5.8) made of the SHA-256 of the given parts: the same
   * parts always give the same id, so what a cause creates cannot be created twice. Each part is
   * hashed with its length, hence {@code ("ab", "c")} and {@code ("a", "bc")} differ.
   *
   * @param kind what is named ("order", "payment"): keeps ids of different things apart
   * @param parts the cause, in order
   */
  public static UUID derived(String kind, Object... parts) {
    MessageDigest digest = Sha256.fresh();
    update(digest, kind);
    for (Object part : parts) {
      update(digest, part.toString());
    }
    byte[] hash = digest.digest();
    long high = (bits(hash, 0) & ~0xF000L) | 0x8000L;
    long low = (bits(hash, 8) & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /**
   * Reads the canonical 36-character form and nothing else ({@link UUID#fromString} also accepts
   * shortened groups).
   *
   * @throws IllegalArgumentException when the text is not a canonical UUID
   */
  public static UUID parse(String text) {
    UUID id;
    try {
      id = UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a UUID: '" + text + "'", e);
    }
    if (!id.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("not a UUID: '" + text + "'");
    }
    return id;
  }

  private static void update(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    int n = bytes.length;
    digest.update(new byte[] {(byte) (n >>> 24), (byte) (n >>> 16), (byte) (n >>> 8), (byte) n});
    digest.update(bytes);
  }

  private static long bits(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) {
      value = (value << 8) | (bytes[i] & 0xFF);
    }
    return value;
  }
}
