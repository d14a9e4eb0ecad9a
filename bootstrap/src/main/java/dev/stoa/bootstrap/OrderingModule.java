package dev.stoa.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.stoa.ordering.application.CancelOrder;
import dev.stoa.ordering.application.FindOrder;
import dev.stoa.ordering.application.ListAllOrders;
import dev.stoa.ordering.application.ListOrders;
import dev.stoa.ordering.application.PlaceOrder;
import dev.stoa.ordering.application.port.Orders;
import dev.stoa.payment.events.PaymentCreatedV1;
import dev.stoa.payment.events.PaymentRefundedV1;
import dev.stoa.shared.application.Subscription;
import java.time.InstantSource;

/** The use cases of ordering. */
public final class OrderingModule extends AbstractModule {
  @ProvidesIntoSet
  @Singleton
  static Subscription reactions(Orders orders, InstantSource clock) {
    return Subscription.group("ordering")
        .on(PaymentCreatedV1.class, new PlaceOrder(orders, clock)::on)
        .on(PaymentRefundedV1.class, new CancelOrder(orders, clock)::on)
        .build();
  }

  @Provides
  @Singleton
  static FindOrder find(Orders orders) {
    return new FindOrder(orders);
  }

  @Provides
  @Singleton
  static ListOrders list(Orders orders) {
    return new ListOrders(orders);
  }

  @Provides
  @Singleton
  static ListAllOrders listAll(Orders orders) {
    return new ListAllOrders(orders);
  }
}
