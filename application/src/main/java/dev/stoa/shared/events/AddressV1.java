package dev.stoa.shared.events;

import dev.stoa.shared.domain.PostalAddress;
import org.jspecify.annotations.Nullable;

/** A postal address as events carry it; see {@link PostalAddress}. */
public record AddressV1(
    String name,
    String street,
    @Nullable String addition,
    @Nullable String postalCode,
    String city,
    @Nullable String region,
    String country) {
  public static AddressV1 of(PostalAddress a) {
    return new AddressV1(
        a.name(), a.street(), a.addition(), a.postalCode(), a.city(), a.region(), a.country());
  }

  public PostalAddress toAddress() {
    return new PostalAddress(name, street, addition, postalCode, city, region, country);
  }
}
