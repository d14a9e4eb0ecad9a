package dev.stoa.cluster.prove;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Amounts as the API writes them, in cents. */
final class Cents {
  private Cents() {}

  /** Of {@code {"amount": "12.90", "currency": "EUR"}}. */
  static long of(JsonNode money) {
    return ofText(money.path("amount").asText());
  }

  /** Of {@code 12.90}, with or without its currency. */
  static long ofText(String amount) {
    String number = amount.replaceAll("[^0-9.-]", "");
    return new BigDecimal(number).movePointRight(2).longValueExact();
  }

  static String text(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
