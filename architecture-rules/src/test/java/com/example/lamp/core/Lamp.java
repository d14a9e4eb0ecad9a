package com.example.lamp.core;

/** A lamp; one context without a name. */
public record Lamp(boolean on) {
  /** The other way round. */
  public Lamp toggled() {
    return new Lamp(!on);
  }
}
