package dev.stoa.payment.domain;

import java.util.regex.Pattern;

/**
 * Why a charge was refused or a payment given back: a slug for programs, such as {@code
 * insufficient-funds} or {@code stock-short}; 1 to 60 lower-case letters, digits and single
 * hyphens.
 */
public record Reason(String slug) {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  public Reason {
    if (slug.length() > 60 || !SLUG.matcher(slug).matches()) {
      throw new IllegalArgumentException(
          "expected a slug such as insufficient-funds, but was '" + slug + "'");
    }
  }

  @Override
  public String toString() {
    return slug;
  }
}
