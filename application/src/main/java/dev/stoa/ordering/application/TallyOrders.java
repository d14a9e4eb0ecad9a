package dev.stoa.ordering.application;

import dev.stoa.ordering.application.port.Orders;

/** Counts and adds up the orders, for the comparison of the books. */
public final class TallyOrders {
  private final Orders orders;

  public TallyOrders(Orders orders) {
    this.orders = orders;
  }

  public Orders.Tally handle() {
    return orders.tally();
  }
}
