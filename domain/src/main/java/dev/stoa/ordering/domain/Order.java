package dev.stoa.ordering.domain;

import dev.stoa.shared.domain.Aggregate;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import java.time.Instant;

/**
 * A paid purchase. It is placed, and may be cancelled, in full; what may happen depends on the
 * state, so the state is the type.
 */
public sealed interface Order extends Aggregate<OrderId> {
  /** What never changes about it. */
  OrderContent content();

  @Override
  default OrderId id() {
    return content().orderId();
  }

  /** Whose order it is. */
  default UserId userId() {
    return content().userId();
  }

  /** What people call it. */
  default OrderNumber number() {
    return OrderNumber.of(id());
  }

  /** A new order. */
  static Placed place(OrderContent content) {
    return new Placed(content, Version.NEW);
  }

  /** To be fulfilled. */
  record Placed(OrderContent content, Version version) implements Order {
    /**
     * It will not be fulfilled.
     *
     * @param reason a slug such as {@code stock-short}
     */
    public Cancelled cancel(String reason, Instant now) {
      return new Cancelled(content, version, reason, now);
    }
  }

  /** Will not be fulfilled; the payment went back. An end. */
  record Cancelled(OrderContent content, Version version, String reason, Instant cancelledAt)
      implements Order {}
}
