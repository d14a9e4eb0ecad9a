package dev.stoa.ordering.events;

import dev.stoa.shared.events.EventType;
import java.util.List;

/** The wire names of the events that the ordering context publishes. */
public final class OrderingEvents {
  public static final EventType<OrderPlacedV1> ORDER_PLACED_V1 =
      new EventType<>("dev.stoa.ordering.order-placed.v1", "order-events", OrderPlacedV1.class);

  public static final EventType<OrderCancelledV1> ORDER_CANCELLED_V1 =
      new EventType<>(
          "dev.stoa.ordering.order-cancelled.v1", "order-events", OrderCancelledV1.class);

  private OrderingEvents() {}

  /** All of them. */
  public static List<EventType<?>> all() {
    return List.of(ORDER_PLACED_V1, ORDER_CANCELLED_V1);
  }
}
