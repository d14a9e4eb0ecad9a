package dev.stoa.basket.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a basket with what is known about its product at the moment of reading.
 *
 * @param facts null when no product has the SKU
 * @param problem why the line cannot be bought; null when it can
 */
public record PricedLine(
    Sku sku, Quantity quantity, @Nullable ProductFacts facts, @Nullable LineProblem problem) {
  public PricedLine {
    if (facts == null && problem != LineProblem.GONE) {
      throw new IllegalArgumentException("a line without a product is gone, but was " + problem);
    }
  }

  /** The gross price of all its pieces; empty when no product has the SKU. */
  public Optional<Money> total() {
    return Optional.ofNullable(facts).map(f -> f.unitPrice().times(quantity));
  }

  /** Whether its price is part of the basket's total: a short line is, one not on sale is not. */
  public boolean counts() {
    return problem == null || problem == LineProblem.OUT_OF_STOCK;
  }

  /** How many could be bought now. */
  public int available() {
    return facts == null ? 0 : facts.buyable();
  }
}
