package dev.stoa.invoicing.domain;

import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.PostalAddress;

/**
 * Who buys (EN 16931, BG-7), and where the goods go.
 *
 * @param email BT-58
 * @param address BG-8, with the name, BT-44
 * @param deliveryAddress BG-15
 */
public record Buyer(EmailAddress email, PostalAddress address, PostalAddress deliveryAddress) {
  /** For logs: says nothing about the person. */
  @Override
  public String toString() {
    return "Buyer[***]";
  }
}
