package org.carpark.model.common;

/** What is written on a car. */
public record Plate(String text) {
  public Plate {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a plate without text");
    }
  }
}
