package dev.stoa.basket.rest;

import dev.stoa.basket.application.CheckoutView;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.domain.RefusedLine;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.rest.MoneyJson;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A checkout in JSON.
 *
 * @param status {@code pending}, {@code completed}, {@code refused}, {@code declined} or {@code
 *     refunded}
 * @param lines as the buyer saw them when confirming
 * @param refused of a refused one: the lines that could not be had
 * @param reason of a declined or refunded one
 */
record CheckoutJson(
    String id,
    String status,
    List<Line> lines,
    MoneyJson total,
    @Nullable List<Refused> refused,
    @Nullable String reason,
    @Nullable String orderId,
    @Nullable String paymentId,
    Instant createdAt) {
  static CheckoutJson of(CheckoutView checkout) {
    OrderId order = checkout.orderId();
    PaymentId payment = checkout.paymentId();
    return new CheckoutJson(
        checkout.id().toString(),
        checkout.status().name().toLowerCase(Locale.ROOT),
        checkout.lines().stream().map(Line::of).toList(),
        MoneyJson.of(checkout.total()),
        checkout.refused().isEmpty() ? null : checkout.refused().stream().map(Refused::of).toList(),
        checkout.reason(),
        order == null ? null : order.toString(),
        payment == null ? null : payment.toString(),
        checkout.createdAt());
  }

  /** A line as the buyer saw it. */
  record Line(
      String sku,
      String productId,
      String title,
      int quantity,
      MoneyJson unitPrice,
      String taxRate,
      MoneyJson lineTotal) {
    static Line of(CheckoutLine line) {
      return new Line(
          line.sku().value(),
          line.productId().toString(),
          line.title(),
          line.quantity().value(),
          MoneyJson.of(line.unitPrice()),
          line.taxRate().toString(),
          MoneyJson.of(line.total()));
    }
  }

  /**
   * A line that could not be had.
   *
   * @param reason {@code out-of-stock}, {@code price-changed}, {@code tax-changed}, {@code
   *     product-changed}, {@code gone} or {@code expired}
   * @param currentPrice when it was another than the buyer saw
   */
  record Refused(
      String sku, String reason, int requested, int available, @Nullable MoneyJson currentPrice) {
    static Refused of(RefusedLine line) {
      Money price = line.currentPrice();
      return new Refused(
          line.sku().value(),
          line.reason(),
          line.requested(),
          line.available(),
          price == null ? null : MoneyJson.of(price));
    }
  }
}
