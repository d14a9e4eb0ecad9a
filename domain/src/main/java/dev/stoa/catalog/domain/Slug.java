package dev.stoa.catalog.domain;

import java.util.regex.Pattern;

/**
 * A readable name in an address: lower-case letters and digits in words joined by single hyphens, 1
 * to 255 characters. The handle of a product and the name of a category in a URL are slugs.
 */
public record Slug(String value) implements Comparable<Slug> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

  public Slug {
    if (value.length() > 255 || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected lower-case letters and digits joined by hyphens, such as \"desk-lamp\", but was"
              + " '"
              + value
              + "'");
    }
  }

  public static Slug of(String value) {
    return new Slug(value);
  }

  @Override
  public int compareTo(Slug other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
