package dev.stoa.basket.domain;

import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.PostalAddress;

/** The personal data of a checkout, kept only while it is under way. */
public record Buyer(
    EmailAddress email, PostalAddress shippingAddress, PostalAddress billingAddress) {
  /** For logs: says nothing about the person. */
  @Override
  public String toString() {
    return "Buyer[***]";
  }
}
