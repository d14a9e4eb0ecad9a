package dev.stoa.prove;

import dev.stoa.ordering.application.port.Orders;
import dev.stoa.ordering.domain.Order;
import dev.stoa.shared.application.Page;
import dev.stoa.shared.application.PageRequest;
import dev.stoa.shared.application.StaleAggregate;
import dev.stoa.shared.domain.Money;
import dev.stoa.shared.domain.OrderId;
import dev.stoa.shared.domain.UserId;
import dev.stoa.shared.domain.Version;
import dev.stoa.shared.events.PublishedEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Orders, one commit each. */
final class SimulatedOrders implements Orders {
  private final Gate gate;
  private final Journal journal;
  private final Map<OrderId, Order> all = new LinkedHashMap<>();

  SimulatedOrders(Gate gate, Journal journal) {
    this.gate = gate;
    this.journal = journal;
  }

  /** As they are, without a call. */
  Collection<Order> stored() {
    return all.values();
  }

  /** As it is, without a call. */
  Optional<Order> stored(OrderId id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public Optional<Order> find(OrderId id) {
    return gate.read("orders.find", id, () -> stored(id));
  }

  @Override
  public Version save(Order order, List<? extends PublishedEvent> events) {
    return gate.write(
        "orders.save",
        order.id(),
        () -> {
          Order stored = all.get(order.id());
          Version version = stored == null ? Version.NEW : stored.version();
          if (!version.equals(order.version())) {
            throw new StaleAggregate(order.id(), order.version());
          }
          all.put(order.id(), at(order, version.next()));
          journal.commit("orders", order.id(), events);
          return version.next();
        });
  }

  @Override
  public Page<Order> list(UserId user, PageRequest page) {
    return gate.read(
        "orders.list",
        user,
        () -> newest(all.values().stream().filter(o -> o.userId().equals(user)).toList(), page));
  }

  @Override
  public Page<Order> listAll(PageRequest page) {
    return gate.read("orders.listAll", "", () -> newest(List.copyOf(all.values()), page));
  }

  @Override
  public Tally tally() {
    return gate.read(
        "orders.tally",
        "",
        () -> {
          long placed = all.values().stream().filter(Order.Placed.class::isInstance).count();
          return new Tally(
              placed, sums(Order.Placed.class), all.size() - placed, sums(Order.Cancelled.class));
        });
  }

  private List<Money> sums(Class<? extends Order> state) {
    Map<String, Money> sums = new TreeMap<>();
    for (Order order : all.values()) {
      if (state.isInstance(order)) {
        Money total = order.content().total();
        sums.merge(total.currency().getCurrencyCode(), total, Money::plus);
      }
    }
    return List.copyOf(sums.values());
  }

  private static Page<Order> newest(List<Order> orders, PageRequest page) {
    return Pages.of(
        orders,
        page,
        order -> Pages.key(order.content().placedAt()) + "|" + order.id(),
        Comparator.reverseOrder(),
        "[0-9]{20}\\|[0-9a-f-]{36}");
  }

  private static Order at(Order order, Version version) {
    return switch (order) {
      case Order.Placed o -> new Order.Placed(o.content(), version);
      case Order.Cancelled o ->
          new Order.Cancelled(o.content(), version, o.reason(), o.cancelledAt());
    };
  }
}
