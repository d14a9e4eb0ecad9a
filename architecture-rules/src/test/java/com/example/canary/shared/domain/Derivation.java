package com.example.canary.shared.domain;

/** Where ids come from. */
public final class Derivation {
  private final StringBuilder all = new StringBuilder();

  public Derivation with(String part) {
    all.append(part.length()).append(':').append(part);
    return this;
  }

  public String id() {
    return all.toString();
  }
}
