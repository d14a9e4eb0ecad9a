package dev.stoa.payment.domain;

/**
 * Why a charge was refused or a payment given back: a slug for programs, such as {@code
 * insufficient-funds} or {@code stock-short}; 1 to 60 lower-case letters, digits and single
 * hyphens.
 */
public record Reason(String slug) {
  public Reason {
    if (slug.length() > 60 || !slug.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "expected a slug such as insufficient-funds, but was '" + slug + "'");
    }
  }

  @Override
  public String toString() {
    return slug;
  }
}
