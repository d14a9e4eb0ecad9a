package dev.stoa.catalog.application.port;

import org.jspecify.annotations.Nullable;

/**
 * A completion of what is being typed.
 *
 * @param handle of the product, for a product's title; null otherwise
 */
public record Suggestion(String text, Kind kind, @Nullable String handle) {
  /** What is suggested. */
  public enum Kind {
    /** The title of a product. */
    PRODUCT,
    /** A category, by its slug. */
    CATEGORY,
    /** A vendor. */
    VENDOR
  }
}
