package dev.stoa.ordering.application.port;

import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.port.InMemoryAggregates;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Orders in memory. */
public final class InMemoryOrders implements Orders {
  private final InMemoryAggregates<OrderId, Order> all = new InMemoryAggregates<>();

  /** None. */
  public InMemoryOrders() {}

  /** What was published, in order. */
  public List<PublishedEvent> events() {
    return all.events();
  }

  @Override
  public Optional<Order> find(OrderId id) {
    return all.find(id);
  }

  @Override
  public Version save(Order order, List<? extends PublishedEvent> events) {
    return all.save(order, events);
  }

  @Override
  public Page<Order> list(UserId user, PageRequest page) {
    return newest(all.all().stream().filter(order -> order.userId().equals(user)).toList(), page);
  }

  @Override
  public Page<Order> listAll(PageRequest page) {
    return newest(all.all(), page);
  }

  @Override
  public Tally tally() {
    List<Order> orders = all.all();
    List<Order> placed = orders.stream().filter(Order.Placed.class::isInstance).toList();
    List<Order> cancelled = orders.stream().filter(Order.Cancelled.class::isInstance).toList();
    return new Tally(
        placed.size(),
        InMemoryAggregates.sums(placed.stream().map(order -> order.content().total())),
        cancelled.size(),
        InMemoryAggregates.sums(cancelled.stream().map(order -> order.content().total())));
  }

  private static Page<Order> newest(List<Order> orders, PageRequest page) {
    return InMemoryAggregates.page(
        orders, page, InMemoryOrders::key, Comparator.reverseOrder(), "[0-9]{20}\\|[0-9a-f-]{36}");
  }

  private static String key(Order order) {
    Instant placed = order.content().placedAt();
    return "%011d%09d|%s".formatted(placed.getEpochSecond(), placed.getNano(), order.id());
  }
}
