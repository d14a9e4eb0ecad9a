package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.ordering.application.OrderingContext;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.shared.application.BoundedContext;
import java.time.InstantSource;

/** The ports of ordering. */
public final class OrderingModule extends AbstractModule {
  @Provides
  @Singleton
  static OrderingContext context(Orders orders, InstantSource clock) {
    return new OrderingContext(new OrderingContext.Ports(orders, clock));
  }

  @ProvidesIntoSet
  static BoundedContext runs(OrderingContext context) {
    return context;
  }
}
