package dev.stoa.ordering.application;

import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;

/** Lists everybody's orders, newest first, for administrators. */
public final class ListAllOrders {
  private final Orders orders;

  public ListAllOrders(Orders orders) {
    this.orders = orders;
  }

  /** Which page. */
  public record Query(PageRequest page) {}

  public Page<Order> handle(Query query) {
    return orders.listAll(query.page());
  }
}
