package dev.stoa.ordering.domain;

import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.PostalAddress;
import dev.stoa.shared.domain.UserId;
import java.time.Instant;
import java.util.List;

/**
 * What never changes about an order. It has at least one line, and its total is the sum of its
 * lines.
 */
public record OrderContent(
    CheckoutId checkoutId,
    PaymentId paymentId,
    UserId userId,
    List<OrderLine> lines,
    Money total,
    EmailAddress email,
    PostalAddress shippingAddress,
    PostalAddress billingAddress,
    Instant placedAt) {
  public OrderContent {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("an order has at least one line");
    }
    Money sum =
        lines.stream().map(OrderLine::total).reduce(Money.zero(total.currency()), Money::plus);
    if (!sum.equals(total)) {
      throw new IllegalArgumentException(
          "expected the total of the order to be the sum of its lines, %s, but was %s"
              .formatted(sum, total));
    }
  }

  /** The one order that a checkout can become. */
  public OrderId orderId() {
    return OrderId.of(checkoutId);
  }
}
