package dev.stoa.ordering.document;

import static java.util.Objects.requireNonNull;

import dev.stoa.ordering.domain.Order;
import dev.stoa.ordering.domain.OrderContent;
import dev.stoa.ordering.domain.OrderLine;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.EmailAddress;
import dev.stoa.shared.domain.PaymentId;
import dev.stoa.shared.domain.ProductId;
import dev.stoa.shared.domain.Quantity;
import dev.stoa.shared.domain.Sku;
import dev.stoa.shared.domain.TaxRate;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.AddressV1;
import dev.stoa.shared.events.MoneyV1;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is stored.
 *
 * @param status {@code PLACED} or {@code CANCELLED}
 * @param sort the time it was placed once more, as a number that stores can sort by
 * @param totalMinor the total once more, in minor units, so that stores can add it up
 */
public record OrderDocument(
    int form,
    String status,
    long sort,
    UUID checkoutId,
    UUID paymentId,
    UUID userId,
    List<Line> lines,
    MoneyV1 total,
    long totalMinor,
    String email,
    AddressV1 shippingAddress,
    AddressV1 billingAddress,
    Instant placedAt,
    @Nullable String reason,
    @Nullable Instant cancelledAt) {
  private static final int FORM = 1;
  public static final String PLACED = "PLACED";
  public static final String CANCELLED = "CANCELLED";

  public OrderDocument {
    lines = List.copyOf(lines);
  }

  /** A line as it is stored. */
  public record Line(
      String sku, UUID productId, String title, int quantity, MoneyV1 unitPrice, String taxRate) {}

  public static OrderDocument of(Order order, long sort) {
    return switch (order) {
      case Order.Placed placed -> of(placed, PLACED, sort, null, null);
      case Order.Cancelled cancelled ->
          of(cancelled, CANCELLED, sort, cancelled.reason(), cancelled.cancelledAt());
    };
  }

  private static OrderDocument of(
      Order order,
      String status,
      long sort,
      @Nullable String reason,
      @Nullable Instant cancelledAt) {
    OrderContent content = order.content();
    return new OrderDocument(
        FORM,
        status,
        sort,
        content.checkoutId().value(),
        content.paymentId().value(),
        content.userId().value(),
        content.lines().stream()
            .map(line ->
                new Line(
                    line.sku().value(),
                    line.productId().value(),
                    line.title(),
                    line.quantity().value(),
                    MoneyV1.of(line.unitPrice()),
                    line.taxRate().toString()))
            .toList(),
        MoneyV1.of(content.total()),
        content.total().minorUnits(),
        content.email().value(),
        AddressV1.of(content.shippingAddress()),
        AddressV1.of(content.billingAddress()),
        content.placedAt(),
        reason,
        cancelledAt);
  }

  public Order toOrder(Version version) {
    OrderContent content =
        new OrderContent(
            new CheckoutId(checkoutId),
            new PaymentId(paymentId),
            new UserId(userId),
            lines.stream()
                .map(line ->
                    new OrderLine(
                        Sku.of(line.sku()),
                        new ProductId(line.productId()),
                        line.title(),
                        Quantity.of(line.quantity()),
                        line.unitPrice().toMoney(),
                        TaxRate.parse(line.taxRate())))
                .toList(),
            total.toMoney(),
            new EmailAddress(email),
            shippingAddress.toAddress(),
            billingAddress.toAddress(),
            placedAt);
    return switch (status) {
      case PLACED -> new Order.Placed(content, version);
      case CANCELLED ->
          new Order.Cancelled(
              content, version, requireNonNull(reason), requireNonNull(cancelledAt));
      default -> throw new IllegalStateException("unknown status of an order: " + status);
    };
  }
}
