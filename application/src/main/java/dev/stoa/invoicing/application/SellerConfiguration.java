package dev.stoa.invoicing.application;

import dev.stoa.invoicing.domain.Seller;
import dev.stoa.shared.domain.PostalAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * In whose name invoices are issued, and when its day and year begin.
 *
 * @param zone decides the issue date, and with it the year of the number
 */
public record SellerConfiguration(Seller seller, ZoneId zone) {
  /** A seller that does not exist, for trying the shop out. */
  public static final SellerConfiguration DEMO =
      new SellerConfiguration(
          new Seller(
              "Stoa Demo Shop",
              "DE123456789",
              "shop@stoa.example",
              new PostalAddress(
                  "Stoa Demo Shop", "Hallenstrasse 1", null, "10115", "Berlin", null, "DE")),
          ZoneOffset.UTC);

  LocalDate dateOf(Instant now) {
    return LocalDate.ofInstant(now, zone);
  }
}
