package dev.stoa.shared.domain;

import java.util.UUID;

/** The identity of a category of the catalogue. */
public record CategoryId(UUID value) {
  /** Reads the canonical text form of a UUID. */
  public static CategoryId parse(String text) {
    return new CategoryId(Uuids.parse(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
