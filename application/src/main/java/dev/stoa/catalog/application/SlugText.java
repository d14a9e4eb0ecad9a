package dev.stoa.catalog.application;

import java.text.Normalizer;
import java.util.Locale;

/** Makes readable addresses of names: {@code "Café & Küche"} becomes {@code cafe-kuche}. */
final class SlugText {
  private static final int LENGTH = 255;

  private SlugText() {}

  /** The words of the text in a slug's letters; empty when it has none. */
  static String of(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replace("ß", "ss")
            .replaceAll("\\p{M}+", "")
            .replaceAll("['’]", "")
            .replaceAll("[^a-z0-9]+", "-");
    String cut = plain.length() <= LENGTH ? plain : plain.substring(0, LENGTH);
    return cut.replaceAll("^-|-$", "");
  }
}
