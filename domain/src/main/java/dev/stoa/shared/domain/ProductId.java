package dev.stoa.shared.domain;

import java.util.UUID;

/** The identity of a product of the catalogue. */
public record ProductId(UUID value) {
  /** Reads the canonical text form of a UUID. */
  public static ProductId parse(String text) {
    return new ProductId(Uuids.parse(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
