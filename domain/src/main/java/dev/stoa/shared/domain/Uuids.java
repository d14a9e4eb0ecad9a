package dev.stoa.shared.domain;

import java.util.UUID;

/** The strict reading of ids; what makes an id from its cause is a {@link Derivation}. */
public final class Uuids {
  private Uuids() {}

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
}
