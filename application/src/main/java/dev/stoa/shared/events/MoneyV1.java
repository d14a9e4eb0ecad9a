package dev.stoa.shared.events;

import dev.stoa.shared.domain.Money;

/**
 * An amount as events carry it.
 *
 * @param amount a decimal with the currency's number of digits, such as {@code "19.90"}
 * @param currency the ISO 4217 code
 */
public record MoneyV1(String amount, String currency) {
  public static MoneyV1 of(Money money) {
    return new MoneyV1(money.toDecimal().toPlainString(), money.currency().getCurrencyCode());
  }

  public Money toMoney() {
    return Money.parse(amount, currency);
  }
}
