package dev.stoa.invoicing.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.TaxRate;

/**
 * The tax of one rate (EN 16931, BG-23).
 *
 * @param rate BT-119
 * @param taxable the sum of the net amounts of the rate's lines, BT-116 (BR-S-08, BR-Z-08)
 * @param tax BT-117
 */
public record VatBreakdown(TaxRate rate, Money taxable, Money tax) {
  /** BT-118. */
  public VatCategory category() {
    return VatCategory.of(rate);
  }
}
