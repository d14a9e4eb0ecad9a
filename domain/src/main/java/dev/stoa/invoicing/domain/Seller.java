package dev.stoa.invoicing.domain;

import dev.stoa.shared.domain.PostalAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who sells (EN 16931, BG-4).
 *
 * @param name the full formal name, BT-27
 * @param vatId BT-31: begins with the country's ISO 3166-1 code (BR-CO-09; EL for Greece)
 * @param email BT-43, if any
 * @param address BG-5
 */
public record Seller(String name, String vatId, @Nullable String email, PostalAddress address) {
  public Seller {
    if (name.isBlank()) {
      throw new IllegalArgumentException("expected the seller's name, but it was blank");
    }
    if (!vatId.matches("[A-Z]{2}[A-Z0-9+*]{2,13}")) {
      throw new IllegalArgumentException(
          "expected a VAT identifier such as DE123456789, but was '" + vatId + "'");
    }
  }
}
