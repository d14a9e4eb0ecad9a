package dev.stoa.ordering.rest;

import dev.stoa.ordering.domain.Order;
import dev.stoa.ordering.domain.OrderContent;
import dev.stoa.ordering.domain.OrderLine;
import dev.stoa.shared.rest.AddressJson;
import dev.stoa.shared.rest.MoneyJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order in JSON.
 *
 * @param status whether it is placed or was cancelled, in lower case
 * @param reason why it was cancelled
 */
record OrderResponse(
    UUID id,
    String number,
    String status,
    List<Line> lines,
    MoneyJson total,
    String email,
    AddressJson shippingAddress,
    AddressJson billingAddress,
    UUID userId,
    UUID checkoutId,
    UUID paymentId,
    Instant placedAt,
    @Nullable String reason,
    @Nullable Instant cancelledAt) {
  /** A line in JSON; prices are gross. */
  record Line(
      String sku,
      UUID productId,
      String title,
      int quantity,
      MoneyJson unitPrice,
      String taxRate,
      MoneyJson lineTotal) {
    static Line of(OrderLine line) {
      return new Line(
          line.sku().value(),
          line.productId().value(),
          line.title(),
          line.quantity().value(),
          MoneyJson.of(line.unitPrice()),
          line.taxRate().toString(),
          MoneyJson.of(line.total()));
    }
  }

  static OrderResponse of(Order order) {
    return switch (order) {
      case Order.Placed placed -> of(placed, "placed", null, null);
      case Order.Cancelled cancelled ->
          of(cancelled, "cancelled", cancelled.reason(), cancelled.cancelledAt());
    };
  }

  private static OrderResponse of(
      Order order, String status, @Nullable String reason, @Nullable Instant cancelledAt) {
    OrderContent content = order.content();
    return new OrderResponse(
        order.id().value(),
        order.number().value(),
        status,
        content.lines().stream().map(Line::of).toList(),
        MoneyJson.of(content.total()),
        content.email().value(),
        AddressJson.of(content.shippingAddress()),
        AddressJson.of(content.billingAddress()),
        content.userId().value(),
        content.checkoutId().value(),
        content.paymentId().value(),
        content.placedAt(),
        reason,
        cancelledAt);
  }
}
