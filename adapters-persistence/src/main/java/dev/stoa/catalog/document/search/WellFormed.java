package dev.stoa.catalog.document.search;

import java.nio.charset.StandardCharsets;

/** Texts that every engine can store: half a character alone has no form in UTF-8. */
final class WellFormed {
  private WellFormed() {}

  /** The text, with a question mark where half a character stood. */
  static String text(String raw) {
    return raw.chars().noneMatch(unit -> Character.isSurrogate((char) unit))
        ? raw
        : new String(raw.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
