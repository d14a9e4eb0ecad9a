package dev.stoa.basket.domain;

import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.Version;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in a basket at one moment: at most {@value #MAX_LINES} lines, each SKU once, in the order
 * in which the SKUs were first added. A line holds at most {@value Quantity#MAX} pieces.
 *
 * @param version raised by every change of the lines; {@link Version#NEW} for a basket that was
 *     never used
 * @param generation raised when a purchase of the basket has ended
 */
public record Basket(Version version, Generation generation, List<BasketLine> lines) {
  /** The most lines a basket holds. */
  public static final int MAX_LINES = 1_000;

  public Basket {
    lines = List.copyOf(lines);
  }

  /**
   * Joins each line with the facts about its product. All prices that count are of one currency:
   * that of the first line on sale; a line in another one carries a problem.
   */
  public PricedBasket price(Map<Sku, ProductFacts> facts) {
    List<PricedLine> priced = new ArrayList<>(lines.size());
    Optional<Currency> currency = Optional.empty();
    for (BasketLine line : lines) {
      ProductFacts known = facts.get(line.sku());
      LineProblem problem = problem(line, known, currency);
      PricedLine pricedLine = new PricedLine(line.sku(), line.quantity(), known, problem);
      if (currency.isEmpty() && pricedLine.counts()) {
        currency = pricedLine.total().map(Money::currency);
      }
      priced.add(pricedLine);
    }
    return new PricedBasket(version, generation, priced);
  }

  private static @Nullable LineProblem problem(
      BasketLine line, @Nullable ProductFacts facts, Optional<Currency> currency) {
    if (facts == null) {
      return LineProblem.GONE;
    }
    if (!facts.active()) {
      return LineProblem.INACTIVE;
    }
    if (currency.isPresent() && !currency.get().equals(facts.unitPrice().currency())) {
      return LineProblem.OTHER_CURRENCY;
    }
    return line.quantity().value() > facts.available() ? LineProblem.OUT_OF_STOCK : null;
  }
}
