package dev.stoa.shared.domain;

import java.util.UUID;

/** The identity of a registered user. */
public record UserId(UUID value) {
  /** Reads the canonical text form of a UUID. */
  public static UserId parse(String text) {
    return new UserId(Uuids.parse(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
