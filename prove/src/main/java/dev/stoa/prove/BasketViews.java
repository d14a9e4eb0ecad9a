package dev.stoa.prove;

import dev.stoa.basket.domain.LineProblem;
import dev.stoa.basket.domain.PricedBasket;
import dev.stoa.basket.domain.PricedLine;
import dev.stoa.basket.domain.ProductFacts;

/**
 * Reads a basket as its owner sees it: every price is one of the catalogue's, and the sum is right.
 */
final class BasketViews {
  private final World world;
  private final String name;

  BasketViews(World world, String name) {
    this.world = world;
    this.name = name;
  }

  void check(PricedBasket seen) {
    long sum = 0;
    boolean counts = false;
    for (PricedLine line : seen.lines()) {
      ProductFacts facts = line.facts();
      if (facts == null) {
        require(line.problem() == LineProblem.GONE, line, "without a product");
        continue;
      }
      require(
          facts.sku().equals(line.sku())
              && world.offers().of(line.sku()).stream()
                  .anyMatch(offer ->
                      offer.is(facts.productId(), facts.title())
                          && offer.costs(facts.unitPrice(), facts.taxRate())
                          && offer.active() == facts.active()),
          line,
          "which the catalogue never said");
      require(
          facts.active() || line.problem() != null,
          line,
          "which is off sale, as if it could be bought");
      require(
          !facts.active()
              || facts.available() >= line.quantity().value() == (line.problem() == null),
          line,
          "more or fewer than there are");
      if (facts.active()) {
        counts = true;
        sum += facts.unitPrice().minorUnits() * line.quantity().value();
      }
    }
    long shown = seen.total().map(total -> total.minorUnits()).orElse(-1L);
    if (shown != (counts ? sum : -1)) {
      world
          .answers()
          .untrue(name + " saw a total of " + shown + " cents, but the lines cost " + sum);
    }
  }

  private void require(boolean kept, PricedLine line, String what) {
    if (!kept) {
      world.answers().untrue(name + " saw " + line + " in the basket, " + what);
    }
  }
}
