package dev.stoa.shared.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an id or a fingerprint follows from its cause: a kind, the version of its spelling, and the
 * parts of the cause in order. The same kind, version and parts give the same result for ever, in
 * every version of the shop; data that is stored depends on it.
 *
 * <ul>
 *   <li>Each part is named one by one and has a spelling of its own: a text as it is, a number in
 *       decimal digits, an id in the canonical form of RFC 9562, a truth as {@code true} or {@code
 *       false}. No object is asked for its {@code toString()}, for that is made for people and
 *       changes.
 *   <li>Each part is hashed with its length, hence {@code ("ab", "c")} and {@code ("a", "bc")}
 *       differ. A list is hashed with its size first, and what is absent differs from every text.
 *   <li>The kind keeps ids of different things apart. Version 1 is spelled as the kind alone, as it
 *       was before spellings had versions; version 2 and later as {@code kind/2}. Who changes the
 *       parts raises the version.
 * </ul>
 */
public final class Derivation {
  private final MessageDigest digest = Sha256.fresh();

  private Derivation() {}

  /**
   * Begins a derivation.
   *
   * @param kind what is named, such as {@code order}; without a slash
   * @param version of the spelling, from 1
   */
  public static Derivation of(String kind, int version) {
    if (kind.isEmpty() || kind.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "expected a kind without a slash, such as \"order\", but was '" + kind + "'");
    }
    if (version < 1) {
      throw new IllegalArgumentException("expected a version of 1 or more, but was " + version);
    }
    return new Derivation().with(version == 1 ? kind : kind + "/" + version);
  }

  /** Adds a text. */
  public Derivation with(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    size(bytes.length);
    digest.update(bytes);
    return this;
  }

  /** Adds a whole number. */
  public Derivation with(long number) {
    return with(Long.toString(number));
  }

  /** Adds a truth. */
  public Derivation with(boolean truth) {
    return with(truth ? "true" : "false");
  }

  /** Adds an id. */
  public Derivation with(UUID id) {
    return with(id.toString());
  }

  /** Adds a text that may be absent: how many there are, and then the text. */
  public Derivation withOptional(@Nullable String text) {
    return text == null ? with(0) : with(1).with(text);
  }

  /** Adds a list of texts: how many there are, and then each. */
  public Derivation withAll(List<String> texts) {
    with(texts.size());
    texts.forEach(this::with);
    return this;
  }

  /** The result as a UUID of version 8 (RFC 9562, section 5.8); ends this derivation. */
  public UUID id() {
    byte[] hash = digest.digest();
    long high = (bits(hash, 0) & ~0xF000L) | 0x8000L;
    long low = (bits(hash, 8) & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** The whole hash, to compare contents by; ends this derivation. */
  public Fingerprint fingerprint() {
    return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
  }

  private void size(int n) {
    digest.update(new byte[] {(byte) (n >>> 24), (byte) (n >>> 16), (byte) (n >>> 8), (byte) n});
  }

  private static long bits(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) {
      value = (value << 8) | (bytes[i] & 0xFF);
    }
    return value;
  }
}
