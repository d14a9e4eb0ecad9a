package dev.stoa.shared.domain;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where goods or an invoice go (EN 16931, BG-8 and BG-15). The country is an ISO 3166-1 alpha-2
 * code; the other parts are free text of 1 to 200 characters without control characters.
 *
 * @param name the person or company addressed
 * @param street the first address line, with the house number
 * @param addition a second address line, if any
 * @param postalCode as the country writes it; some countries have none
 * @param region the state or province, if any
 */
public record PostalAddress(
    String name,
    String street,
    @Nullable String addition,
    @Nullable String postalCode,
    String city,
    @Nullable String region,
    String country) {
  private static final Set<String> COUNTRIES =
      new HashSet<>(Arrays.asList(Locale.getISOCountries()));

  public PostalAddress {
    name = text("name", name);
    street = text("street", street);
    addition = optionalText("addition", addition);
    postalCode = optionalText("postalCode", postalCode);
    city = text("city", city);
    region = optionalText("region", region);
    if (!COUNTRIES.contains(country)) {
      throw new IllegalArgumentException(
          "expected country to be an ISO 3166-1 alpha-2 code such as \"DE\", but was '"
              + country
              + "'");
    }
  }

  private static @Nullable String optionalText(String part, @Nullable String value) {
    return Optional.ofNullable(value)
        .filter(v -> !v.isBlank())
        .map(v -> text(part, v))
        .orElse(null);
  }

  private static String text(String part, String value) {
    String stripped = value.strip();
    if (stripped.isEmpty()
        || stripped.length() > 200
        || stripped.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "expected " + part + " to be 1 to 200 characters of text, but was '" + value + "'");
    }
    return stripped;
  }
}
