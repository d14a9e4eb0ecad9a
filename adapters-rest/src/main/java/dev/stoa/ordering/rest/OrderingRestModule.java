package dev.stoa.ordering.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.ordering.application.OrderingContext;
import dev.stoa.shared.rest.RestResource;

/** Serves orders over HTTP. */
public final class OrderingRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object orders(OrderingContext ordering) {
    return new OrderResource(ordering.findOrder, ordering.listOrders, ordering.listAllOrders);
  }
}
