package dev.stoa.ordering.rest;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.ordering.application.FindOrder;
import dev.stoa.ordering.application.ListAllOrders;
import dev.stoa.ordering.application.ListOrders;
import dev.stoa.shared.rest.RestResource;

/** Serves orders over HTTP. */
public final class OrderingRestModule extends AbstractModule {
  @ProvidesIntoSet
  @RestResource
  @Singleton
  static Object orders(FindOrder find, ListOrders list, ListAllOrders listAll) {
    return new OrderResource(find, list, listAll);
  }
}
