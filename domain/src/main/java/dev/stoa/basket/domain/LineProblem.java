package dev.stoa.basket.domain;

/** Why a line of a basket cannot be bought as it stands. */
public enum LineProblem {
  /** No product has this SKU any more. */
  GONE("gone"),
  /** The product is not on sale at the moment. */
  INACTIVE("inactive"),
  /** Fewer pieces can be bought than the line asks for. */
  OUT_OF_STOCK("out-of-stock"),
  /** Its price is in another currency than that of the lines before it. */
  OTHER_CURRENCY("other-currency");

  private final String slug;

  LineProblem(String slug) {
    this.slug = slug;
  }

  /** The stable name that clients compare. */
  public String slug() {
    return slug;
  }
}
