package dev.stoa.basket.events;

import dev.stoa.shared.events.EventType;
import java.util.List;

/** The wire names of the events that the basket context publishes. */
public final class BasketEvents {
  public static final EventType<BasketCheckedOutV1> BASKET_CHECKED_OUT_V1 =
      new EventType<>(
          "dev.stoa.basket.basket-checked-out.v1", "basket-events", BasketCheckedOutV1.class);

  private BasketEvents() {}

  /** All of them. */
  public static List<EventType<?>> all() {
    return List.of(BASKET_CHECKED_OUT_V1);
  }
}
