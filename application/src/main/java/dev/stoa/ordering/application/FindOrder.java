package dev.stoa.ordering.application;

import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.UserId;

/** Reads one order. Another user's is not found; an administrator finds all. */
public final class FindOrder {
  private final Orders orders;

  public FindOrder(Orders orders) {
    this.orders = orders;
  }

  /**
   * What is asked for.
   *
   * @param all whether the caller may read everybody's
   */
  public record Query(UserId caller, boolean all, OrderId id) {}

  /** The answer. */
  public sealed interface Result {
    /** Here it is. */
    record Found(Order order) implements Result {}

    /** There is none, or it is another user's. */
    record NotFound() implements Result {}
  }

  public Result handle(Query query) {
    return orders
        .find(query.id())
        .filter(order -> query.all() || order.userId().equals(query.caller()))
        .<Result>map(Result.Found::new)
        .orElseGet(Result.NotFound::new);
  }
}
