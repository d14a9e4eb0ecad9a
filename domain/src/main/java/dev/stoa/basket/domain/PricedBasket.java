package dev.stoa.basket.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Version;
import java.util.List;
import java.util.Optional;

/**
 * A basket at the prices of one moment, lines in the order of adding.
 *
 * @param version of the basket, not of the prices
 * @param generation of the basket
 */
public record PricedBasket(Version version, Generation generation, List<PricedLine> lines) {
  public PricedBasket {
    lines = List.copyOf(lines);
  }

  /**
   * What all lines that count cost together, gross. Empty when no line counts: without a price
   * there is no currency.
   */
  public Optional<Money> total() {
    return lines.stream()
        .filter(PricedLine::counts)
        .flatMap(line -> line.total().stream())
        .reduce(Money::plus);
  }

  /** How many pieces are in the basket, over all lines. */
  public int itemCount() {
    return lines.stream().mapToInt(line -> line.quantity().value()).sum();
  }

  /** The lines that cannot be bought as they stand. */
  public List<PricedLine> unavailable() {
    return lines.stream().filter(line -> line.problem() != null).toList();
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }
}
