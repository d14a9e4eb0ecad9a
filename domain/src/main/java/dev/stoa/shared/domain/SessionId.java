package dev.stoa.shared.domain;

import java.util.UUID;

/** The identity of a session: one login on one device. */
public record SessionId(UUID value) {
  /** Reads the canonical text form of a UUID. */
  public static SessionId parse(String text) {
    return new SessionId(Uuids.parse(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
