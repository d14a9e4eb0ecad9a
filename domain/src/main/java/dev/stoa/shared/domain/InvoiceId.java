package dev.stoa.shared.domain;

import java.util.UUID;

/** The identity of an invoice; derived from its payment. */
public record InvoiceId(UUID value) {
  /** Reads the canonical text form of a UUID. */
  public static InvoiceId parse(String text) {
    return new InvoiceId(Uuids.parse(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
