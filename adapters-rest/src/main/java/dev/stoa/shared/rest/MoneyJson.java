package dev.stoa.shared.rest;

import dev.stoa.shared.domain.Money;

/**
 * Money in JSON: {@code {"amount": "19.90", "currency": "EUR"}}; the amount is a string, never a
 * float.
 */
public record MoneyJson(String amount, String currency) {
  public static MoneyJson of(Money money) {
    return new MoneyJson(money.toDecimal().toPlainString(), money.currency().getCurrencyCode());
  }

  /** The amount; what is not an amount is 400, naming the field. */
  public Money toMoney(String path) {
    return Field.read(path, this, json -> Money.parse(json.amount, json.currency));
  }
}
