package dev.stoa.basket.application;

import dev.stoa.basket.domain.Checkout;
import dev.stoa.basket.domain.CheckoutContent;
import dev.stoa.basket.domain.CheckoutLine;
import dev.stoa.basket.domain.RefusedLine;
import dev.stoa.shared.domain.CheckoutId;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.PaymentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer is told about a checkout.
 *
 * @param refused the lines that could not be had; empty unless it was refused
 * @param reason why it was declined or refunded, as a slug; else null
 * @param orderId once it is ordered; else null
 * @param paymentId once the payment was decided; else null
 */
public record CheckoutView(
    CheckoutId id,
    Status status,
    List<CheckoutLine> lines,
    Money total,
    List<RefusedLine> refused,
    @Nullable String reason,
    @Nullable OrderId orderId,
    @Nullable PaymentId paymentId,
    Instant createdAt) {
  public CheckoutView {
    lines = List.copyOf(lines);
    refused = List.copyOf(refused);
  }

  /** How far it is. */
  public enum Status {
    PENDING,
    COMPLETED,
    REFUSED,
    DECLINED,
    REFUNDED
  }

  /** Whether it has ended. */
  public boolean isClosed() {
    return status != Status.PENDING;
  }

  static CheckoutView of(Checkout checkout) {
    return switch (checkout) {
      case Checkout.Pending c -> view(c.content(), Status.PENDING, List.of(), null, null, null);
      case Checkout.Completed c ->
          view(c.content(), Status.COMPLETED, List.of(), null, c.orderId(), c.paymentId());
      case Checkout.Refused c -> view(c.content(), Status.REFUSED, c.refused(), null, null, null);
      case Checkout.Declined c ->
          view(c.content(), Status.DECLINED, List.of(), c.reason(), null, c.paymentId());
      case Checkout.Refunded c ->
          view(c.content(), Status.REFUNDED, List.of(), c.reason(), c.orderId(), c.paymentId());
    };
  }

  private static CheckoutView view(
      CheckoutContent content,
      Status status,
      List<RefusedLine> refused,
      @Nullable String reason,
      @Nullable OrderId orderId,
      @Nullable PaymentId paymentId) {
    return new CheckoutView(
        content.id(),
        status,
        content.lines(),
        content.total(),
        refused,
        reason,
        orderId,
        paymentId,
        content.startedAt());
  }
}
