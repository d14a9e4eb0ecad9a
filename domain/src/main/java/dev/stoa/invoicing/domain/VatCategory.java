package dev.stoa.invoicing.domain;

import dev.stoa.shared.domain.TaxRate;

/** Why a rate applies (EN 16931, BT-118 and BT-151; codes of UNTDID 5305). */
public enum VatCategory {
  /** Standard rate, also the reduced ones: a rate above zero. */
  STANDARD("S"),
  /** Zero rated goods. */
  ZERO("Z");

  private final String code;

  VatCategory(String code) {
    this.code = code;
  }

  /** The category that a rate belongs to. */
  public static VatCategory of(TaxRate rate) {
    return rate.percent().signum() == 0 ? ZERO : STANDARD;
  }

  /** The code of UNTDID 5305. */
  public String code() {
    return code;
  }
}
