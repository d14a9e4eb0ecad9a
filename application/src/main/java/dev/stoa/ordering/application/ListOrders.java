package dev.stoa.ordering.application;

import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.domain.UserId;

/** Lists a user's own orders, newest first. */
public final class ListOrders {
  private final Orders orders;

  public ListOrders(Orders orders) {
    this.orders = orders;
  }

  /** Whose orders, and which page of them. */
  public record Query(UserId caller, PageRequest page) {}

  public Page<Order> handle(Query query) {
    return orders.list(query.caller(), query.page());
  }
}
