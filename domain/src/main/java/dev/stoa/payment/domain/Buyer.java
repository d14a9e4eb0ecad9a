package dev.stoa.payment.domain;

import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.PostalAddress;

/** The personal data of a purchase, passed along to order and invoice. */
public record Buyer(
    EmailAddress email, PostalAddress shippingAddress, PostalAddress billingAddress) {
  /** For logs: says nothing about the person. */
  @Override
  public String toString() {
    return "Buyer[***]";
  }
}
