package dev.stoa.basket.rest;

import dev.stoa.basket.domain.LineProblem;
import dev.stoa.basket.domain.PricedBasket;
import dev.stoa.basket.domain.PricedLine;
import dev.stoa.basket.domain.ProductFacts;
import dev.stoa.shared.domain.Derivation;
import dev.stoa.shared.domain.Fingerprint;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.rest.MoneyJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A basket in JSON.
 *
 * @param total absent when no line can be priced
 * @param itemCount pieces over all lines
 * @param version raised by every change of the lines; what a checkout names as {@code
 *     basketVersion}
 */
record BasketJson(List<Line> items, @Nullable MoneyJson total, int itemCount, long version) {
  static BasketJson of(PricedBasket basket) {
    return new BasketJson(
        lines(basket.lines()),
        basket.total().map(MoneyJson::of).orElse(null),
        basket.itemCount(),
        basket.version().value());
  }

  /** Of everything that a client sees of the basket. */
  Fingerprint fingerprint() {
    Derivation all = money(Derivation.of("basket-json", 1), total).with(itemCount);
    for (Line line : items) {
      all.with(line.sku)
          .withOptional(line.productId)
          .withOptional(line.title)
          .with(line.quantity)
          .withOptional(line.taxRate)
          .with(line.available)
          .withOptional(line.problem);
      money(money(all, line.unitPrice), line.lineTotal);
    }
    return all.fingerprint();
  }

  private static Derivation money(Derivation all, @Nullable MoneyJson money) {
    return all.withOptional(money == null ? null : money.amount())
        .withOptional(money == null ? null : money.currency());
  }

  static List<Line> lines(List<PricedLine> lines) {
    return lines.stream().map(Line::of).toList();
  }

  /**
   * A line. Of a product that is gone only SKU and quantity are known.
   *
   * @param available how many can be bought now
   * @param problem why it cannot be bought as it stands: {@code gone}, {@code inactive}, {@code
   *     out-of-stock} or {@code other-currency}
   */
  record Line(
      String sku,
      @Nullable String productId,
      @Nullable String title,
      int quantity,
      @Nullable MoneyJson unitPrice,
      @Nullable String taxRate,
      @Nullable MoneyJson lineTotal,
      int available,
      @Nullable String problem) {
    static Line of(PricedLine line) {
      ProductFacts facts = line.facts();
      LineProblem problem = line.problem();
      Money total = line.total().orElse(null);
      return new Line(
          line.sku().value(),
          facts == null ? null : facts.productId().toString(),
          facts == null ? null : facts.title(),
          line.quantity().value(),
          facts == null ? null : MoneyJson.of(facts.unitPrice()),
          facts == null ? null : facts.taxRate().toString(),
          total == null ? null : MoneyJson.of(total),
          line.available(),
          problem == null ? null : problem.slug());
    }
  }

  /** The line that a change made, without the rest of the basket. */
  record ChangedLine(
      String sku, int quantity, @Nullable MoneyJson unitPrice, @Nullable MoneyJson lineTotal) {
    static ChangedLine of(PricedLine changed) {
      Line line = Line.of(changed);
      return new ChangedLine(line.sku(), line.quantity(), line.unitPrice(), line.lineTotal());
    }
  }
}
