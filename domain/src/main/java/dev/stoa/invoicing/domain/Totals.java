package dev.stoa.invoicing.domain;

import dev.stoa.shared.domain.Money;

/**
 * The totals of an invoice (EN 16931, BG-22). No allowances and charges, no rounding (BT-114).
 *
 * @param lineNet the sum of the lines' net amounts, BT-106 (BR-CO-10)
 * @param net without tax, BT-109: equals BT-106 (BR-CO-13)
 * @param tax BT-110: the sum of the breakdown (BR-CO-14)
 * @param gross with tax, BT-112 = BT-109 + BT-110 (BR-CO-15)
 * @param paid BT-113
 * @param due BT-115 = BT-112 - BT-113 (BR-CO-16)
 */
public record Totals(Money lineNet, Money net, Money tax, Money gross, Money paid, Money due) {
  public Totals {
    require("BR-CO-13", lineNet, net);
    require("BR-CO-15", net.plus(tax), gross);
    require("BR-CO-16", gross.minus(paid), due);
  }

  private static void require(String rule, Money expected, Money actual) {
    if (!expected.equals(actual)) {
      throw new IllegalArgumentException(
          "%s: expected %s, but was %s".formatted(rule, expected, actual));
    }
  }
}
