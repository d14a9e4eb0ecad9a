package dev.stoa.shared.rest;

import dev.stoa.shared.domain.PostalAddress;
import org.jspecify.annotations.Nullable;

/** A postal address in JSON; see {@link PostalAddress}. */
public record AddressJson(
    String name,
    String street,
    @Nullable String addition,
    @Nullable String postalCode,
    String city,
    @Nullable String region,
    String country) {
  public static AddressJson of(PostalAddress a) {
    return new AddressJson(
        a.name(), a.street(), a.addition(), a.postalCode(), a.city(), a.region(), a.country());
  }

  /** The address; what is not one is 400, naming the field. */
  public PostalAddress toAddress(String path) {
    return Field.read(
        path,
        this,
        a ->
            new PostalAddress(
                a.name, a.street, a.addition, a.postalCode, a.city, a.region, a.country));
  }
}
